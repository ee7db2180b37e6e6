import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { assertNoParts, assertOneFile } from '../support/e2e/assertOneFile.ts';
import { kickstart, kickstartHeld, pollUntil } from '../support/e2e/jobs.ts';
import type { Stack } from '../support/e2e/stack.ts';
import { useStack } from '../support/e2e/useStack.ts';

const run = promisify(execFile);
const REFUSED = /^Try \d+ failed: the clinical database refuses connections\. Next try \d\d:\d\d:\d\d UTC\.$/;

/** Less than the large dataset's file, more than a worker's log. */
const LIMIT_BYTES = 3_000_000;

describe('A job that loses its database or its disk', function () {
  this.timeout(180_000);
  const shared = useStack();

  it('by an immediate stop of the database in the middle of a render is completed when the server is back', async () => {
    const { stack, undisturbed } = shared();
    const { jobId, hold } = await kickstartHeld(stack);
    await stack.postgres.kill('SIGQUIT');
    hold.release();
    await stack.postgres.start();
    const { sha256, log } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.equal(log.runAttempt, 1);
  });

  it('because the clinical database refuses connections says so, and when it is tried again, until it is completed', async () => {
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

  it('because the disk is full says so, leaves nothing half done, and is completed once there is room', async () => {
    const { stack, undisturbed } = shared();
    await stack.worker.kill();
    // A limit on the size of a file needs no rights, and is met in the middle of a write like a full disk.
    await stack.restartWorker({ within: ['prlimit', `--fsize=${LIMIT_BYTES}:`] });
    const jobId = await kickstart(stack);
    const full = await pollUntil(stack, jobId, ({ reason }) => reason !== null);
    assert.match(full.reason ?? '', /^Try \d+ failed: the file store is full\. Next try /);
    assert.equal(full.rptRunStatus, 'RUNNING');
    await run('prlimit', ['--pid', String(stack.worker.pid), '--fsize=unlimited:']);
    const { sha256, log } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.equal(log.runAttempt, 1);
    await assertNoParts(stack);
  });
});

async function endClinicalConnections(stack: Stack): Promise<void> {
  await stack.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'report_clinical'`,
  );
}
