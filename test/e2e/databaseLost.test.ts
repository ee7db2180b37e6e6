import assert from 'node:assert/strict';

import { assertOneFile } from '../support/e2e/assertOneFile.ts';
import { kickstartHeld, pollUntil } from '../support/e2e/jobs.ts';
import type { Stack } from '../support/e2e/stack.ts';
import { useStack } from '../support/e2e/useStack.ts';

const REFUSED = /^Try \d+ failed: the clinical database refuses connections\. Next try \d\d:\d\d:\d\d UTC\.$/;

describe('A job whose database is lost', function () {
  this.timeout(180_000);
  const shared = useStack();

  it('by an immediate stop in the middle of a render is completed when the server is back', async () => {
    const { stack, undisturbed } = shared();
    const { jobId, hold } = await kickstartHeld(stack);
    await stack.postgres.kill('SIGQUIT');
    hold.release();
    await stack.postgres.start();
    const { sha256, log } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.equal(log.runAttempt, 1);
  });

  it('because it refuses connections says so, and when it is tried again, until it is completed', async () => {
    const { stack, undisturbed } = shared();
    const { jobId, hold } = await kickstartHeld(stack);
    await stack.query('alter role report_clinical nologin');
    await endClinicalConnections(stack);
    hold.release();
    const waiting = await pollUntil(stack, jobId, ({ reason }) => REFUSED.test(reason ?? ''));
    assert.equal(waiting.rptRunStatus, 'RUNNING');
    const nextTry = waiting.rptNextRetryDatetime ?? '';
    assert.ok(waiting.reason?.includes(`${nextTry.slice(11, 19)} UTC`), `${waiting.reason} – ${nextTry}`);
    await stack.query('alter role report_clinical login');
    const { sha256, log } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.equal(log.runAttempt, 1);
  });
});

async function endClinicalConnections(stack: Stack): Promise<void> {
  await stack.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'report_clinical'`,
  );
}
