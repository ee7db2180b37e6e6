import assert from 'node:assert/strict';

import { createMeasuringDataset } from '../../src/embedded/demoStudy/createMeasuringDataset.ts';
import { waitUntil } from '../../src/embedded/waitUntil.ts';
import { assertHistory, assertNoParts, assertOneFile, listFiles } from '../support/e2e/assertOneFile.ts';
import { kickstart, kickstartHeld, pollState, pollUntil } from '../support/e2e/jobs.ts';
import { hurryStep, listJobs, operate, waitForReconciliation } from '../support/e2e/operator.ts';
import { LARGE } from '../support/e2e/stack.ts';
import { useStack } from '../support/e2e/useStack.ts';

const AN_HOUR_MS = '3600000';
const LIST_TIMEOUT_MS = 60_000;

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
    const again = await stack.client.post({ jobId });
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

  it('whose step waits an hour for its next try goes on at once when the activity is reset', async () => {
    const { stack, undisturbed } = shared();
    await stack.worker.kill();
    await stack.restartWorker({
      env: { RETRY_INITIAL_INTERVAL_MS: AN_HOUR_MS, RETRY_MAXIMUM_INTERVAL_MS: AN_HOUR_MS },
    });
    const { jobId, hold } = await kickstartHeld(stack);
    await stack.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'report-render%'`,
    );
    hold.release();
    const { rptNextRetryDatetime } = await pollUntil(
      stack,
      jobId,
      (log) => log.rptNextRetryDatetime !== null,
    );
    const waitMs = Date.parse(rptNextRetryDatetime ?? '') - Date.now();
    assert.ok(waitMs > Number(AN_HOUR_MS) / 2, `${waitMs} ms to wait`);
    await hurryStep(stack, jobId);
    const { sha256, log } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.equal(log.runAttempt, 1);
    await stack.worker.kill();
    await stack.restartWorker();
  });

  it('that becomes FAILED is found by its search attributes, and a COMPLETED one is not', async () => {
    const { stack } = shared();
    const completed = await kickstart(stack, { dataset: 'AE' });
    await pollState(stack, completed, 'COMPLETED');
    const failed = await kickstart(stack, { dataset: 'NOTHERE' });
    await pollState(stack, failed, 'FAILED');
    await waitUntil({
      what: 'the failed job in the list',
      timeoutMs: LIST_TIMEOUT_MS,
      signal: new AbortController().signal,
      ask: async () => {
        const list = await listJobs(stack, 'StudyMode="test" AND ReportStatus="FAILED"');
        assert.ok(!list.includes(completed));
        return list.includes(failed) ? true : undefined;
      },
    });
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
