import assert from 'node:assert/strict';

import { createMeasuringDataset } from '../../src/embedded/demoStudy/createMeasuringDataset.ts';
import { assertHistory, assertNoParts, assertOneFile, listFiles } from '../support/e2e/assertOneFile.ts';
import { kickstart, kickstartHeld, pollState } from '../support/e2e/jobs.ts';
import { operate, waitForReconciliation } from '../support/e2e/operator.ts';
import { parseExecutionLog } from '../support/e2e/reportingClient.ts';
import { LARGE } from '../support/e2e/stack.ts';
import { useStack } from '../support/e2e/useStack.ts';

describe('A job under way', function () {
  this.timeout(240_000);
  const shared = useStack();

  it('whose workflow is reset during a render is completed by the new run', async () => {
    const { stack, undisturbed } = shared();
    const { jobId, hold } = await kickstartHeld(stack);
    await operate(stack, 'reset', [
      ...['--workflow-id', jobId, '--type', 'LastWorkflowTask'],
      ...['--reason', 'try it anew'],
    ]);
    hold.release();
    const { sha256, log } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.equal(log.runAttempt, 1);
    const [row] = await stack.query<{ replaced: number }>(
      'select cardinality(replaced_run_ids) as replaced from execution_log where job_id = $1',
      [jobId],
    );
    assert.equal(row?.replaced, 1);
  });

  it('whose workflow is terminated becomes FAILED, and can be kickstarted again', async () => {
    const { stack, undisturbed } = shared();
    const { jobId } = await kickstartHeld(stack);
    // Nobody is left who could remove what the render has written.
    await stack.worker.kill();
    await operate(stack, 'terminate', ['--workflow-id', jobId, '--reason', 'by mistake']);
    await stack.restartWorker();
    const failed = await pollState(stack, jobId, 'FAILED');
    assert.match(failed.reason ?? '', /TERMINATED \(by mistake\)/);
    await assertNoParts(stack);
    const again = await parseExecutionLog(await stack.client.post({ jobId }));
    assert.equal(again.runAttempt, 2);
    const { sha256, log } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.equal(log.runAttempt, 2);
  });

  it('that is cancelled stays cancelled when everything is killed at once, and another is completed', async () => {
    const { stack, undisturbed } = shared();
    const { jobId, hold } = await kickstartHeld(stack);
    await operate(stack, 'signal', [
      ...['--workflow-id', jobId, '--name', 'cancel'],
      ...['--input', '{"reason":"ordered twice","by":"olga"}'],
    ]);
    const cancelled = await pollState(stack, jobId, 'CANCELLED');
    assert.equal(cancelled.reason, 'ordered twice');
    hold.release();
    const { jobId: other, hold: otherHold } = await kickstartHeld(stack);

    await Promise.all([
      ...[stack.worker, stack.api].map((service) => service.kill()),
      ...[stack.postgres, stack.temporal].map((server) => server.kill('SIGKILL')),
    ]);
    await Promise.all([stack.postgres.start(), stack.temporal.start()]);
    await Promise.all([stack.restartWorker(), stack.restartApi()]);
    otherHold.release();
    await waitForReconciliation(stack);
    const { sha256 } = await assertOneFile(stack, other);
    assert.equal(sha256, undisturbed.sha256);

    assert.deepEqual(await stack.client.findJob(jobId), cancelled);
    assert.deepEqual(await listFiles(stack, jobId), []);
    await assertNoParts(stack);
    await assertHistory(stack, jobId);
  });

  it('does not see the import of the very dataset that it renders, and does not hold it up', async () => {
    const { stack, undisturbed } = shared();
    const { jobId, hold } = await kickstartHeld(stack);
    await stack.load([createMeasuringDataset({ name: LARGE, rows: 1_000, seed: 2 })]);
    hold.release();
    const { sha256 } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    const { rows } = await assertOneFile(stack, await kickstart(stack));
    assert.equal(rows, 1_000);
  });
});
