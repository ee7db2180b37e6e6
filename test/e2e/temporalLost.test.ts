import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';

import { assertOneFile } from '../support/e2e/assertOneFile.ts';
import { lockDataset } from '../support/e2e/databaseGate.ts';
import { kickstart, kickstartHeld, pollState, pollUntil, waitForFile } from '../support/e2e/jobs.ts';
import { operate } from '../support/e2e/operator.ts';
import { useStack } from '../support/e2e/useStack.ts';

const JOBS = 5;
const SMALL = 'AE';

describe('A job whose Temporal server is killed', function () {
  this.timeout(240_000);
  const shared = useStack();

  it('in the middle of a render is completed when the server is back', async () => {
    const { stack, undisturbed } = shared();
    const { jobId, hold } = await kickstartHeld(stack);
    await stack.temporal.kill('SIGKILL');
    await stack.temporal.start();
    hold.release();
    const { sha256, log } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.equal(log.runAttempt, 1);
  });

  it('and that ends its render while the server is away is completed when it is back', async () => {
    const { stack, undisturbed } = shared();
    const { jobId, hold } = await kickstartHeld(stack);
    await stack.temporal.kill('SIGKILL');
    hold.release();
    await waitForFile(stack, jobId);
    await stack.temporal.start();
    const { sha256, log } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.equal(log.runAttempt, 1);
  });

  it('and loses all it knew while five jobs run leaves all of them completed', async () => {
    const { stack, undisturbed } = shared();
    // Held until its pause is written, so that it cannot be done before.
    const { jobId: paused, hold: holdOfPaused } = await kickstartHeld(stack);
    await operate(stack, 'signal', [...['--workflow-id', paused, '--name', 'pause'], ...['--input', '{}']]);
    await pollState(stack, paused, 'PAUSED');
    holdOfPaused.release();
    const small = await assertOneFile(stack, await kickstart(stack, { dataset: SMALL }));
    const lock = await lockDataset(stack.adminUrl, SMALL);
    const others = await Promise.all(
      Array.from({ length: JOBS - 1 }, () => kickstart(stack, { dataset: SMALL })),
    );
    const { jobId: first, hold } = await kickstartHeld(stack);
    const jobs = [first, ...others];
    await Promise.all(jobs.map((jobId) => pollState(stack, jobId, 'RUNNING')));
    await stack.temporal.kill('SIGKILL');
    for (const suffix of ['', '-wal', '-shm']) {
      await rm(`${stack.temporal.databaseFile}${suffix}`, { force: true });
    }
    for (const jobId of jobs) assert.equal((await stack.client.findJob(jobId)).rptRunStatus, 'RUNNING');
    await stack.temporal.start();
    hold.release();
    await lock.open();
    await Promise.all(jobs.map((jobId) => pollState(stack, jobId, 'COMPLETED')));
    assert.equal((await assertOneFile(stack, first)).sha256, undisturbed.sha256);
    for (const jobId of others) assert.equal((await assertOneFile(stack, jobId)).sha256, small.sha256);

    // A job that was paused begins anew, too, and holds before its first step.
    await pollUntil(stack, paused, (log) => log.rptRunStatus === 'PAUSED' && log.runAttempt === 2);
    await operate(stack, 'signal', [...['--workflow-id', paused, '--name', 'resume'], ...['--input', '{}']]);
    assert.equal((await assertOneFile(stack, paused)).sha256, undisturbed.sha256);
  });
});
