import assert from 'node:assert/strict';

import type { Job } from '../../src/domain/job.ts';
import { createReconcileJobs } from '../../src/jobs/reconcileJobs.ts';
import { aFile, aNewJob, aRun } from '../support/jobs.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';
import { createSimulatedTemporal, type Delivery, type SimulatedTemporal } from './model/simulatedTemporal.ts';

const signal = new AbortController().signal;
/** Every row counts as untouched. */
const AT_ONCE_MS = -60_000;

describe('reconcileJobs', () => {
  let logs: Logs;
  let temporal: SimulatedTemporal;
  let delivery: Delivery;
  let tidied: unknown[];
  let logged: object[];
  /** The job that Temporal cannot be asked about. */
  let bad: string;
  before(async () => {
    logs = await openLogs();
  });
  after(() => logs.close());
  beforeEach(async () => {
    delivery = 'answered';
    tidied = [];
    logged = [];
    bad = '';
    temporal = createSimulatedTemporal({ deliver: () => Promise.resolve(delivery), onRun: () => undefined });
    for (const { job_id } of await logs.asService('select job_id from execution_log')) {
      await logs.force(String(job_id), 'DELETED');
    }
  });

  const reconcile = (untouchedMs = AT_ONCE_MS) =>
    createReconcileJobs({
      executionLog: logs.executionLog,
      starter: {
        ...temporal.starter,
        observe: (row, within) =>
          row.id === bad ? Promise.reject(new Error('bad')) : temporal.starter.observe(row, within),
      },
      untouchedMs,
      tidyUp: (job) => {
        tidied.push(job);
        return Promise.resolve();
      },
      tidySpool: () => Promise.resolve(),
      log: { warn: (fields) => logged.push(fields) },
    })(new AbortController().signal);
  const registered = async (): Promise<Job> => {
    const job = await logs.executionLog.register(aNewJob(), new AbortController().signal);
    assert.ok(job);
    return job;
  };
  const started = async (): Promise<Job> => {
    const job = await registered();
    await temporal.starter.start({ ...job, jobId: job.id }, signal);
    return job;
  };
  const running = async (): Promise<Job> => {
    const { id } = await started();
    const open = temporal.findOpen(id);
    assert.ok(open);
    await logs.runLog.change(aRun(id, { runId: open.runId }), { kind: 'claim' }, signal);
    return logs.load(id);
  };
  const close = (job: Job) => {
    const open = temporal.findOpen(job.id);
    assert.ok(open);
    temporal.close(open, 'TERMINATED (by an operator).');
  };

  it('repeats a start that got lost, with the same attempt', async () => {
    const job = await registered();
    assert.deepEqual(await reconcile(), { looked: 1, started: 1, failed: 0 });
    assert.equal(temporal.findOpen(job.id)?.runAttempt, 1);
    assert.deepEqual(await logs.load(job.id), job);
  });

  it('starts each lost run once, however many reconciliations run at once', async () => {
    const jobs = await Promise.all(Array.from({ length: 12 }, registered));
    await Promise.all(Array.from({ length: 8 }, () => reconcile()));
    const ids = temporal.runs().map(({ jobId }) => jobId);
    assert.deepEqual(ids.toSorted(), jobs.map(({ id }) => id).toSorted());
  });

  it('leaves a job alone whose run is open, claimed or not', async () => {
    for (const job of [await started(), await running()]) {
      await reconcile();
      assert.deepEqual(await logs.load(job.id), job);
    }
    assert.equal(temporal.runs().length, 2);
  });

  it('leaves a job alone that was touched a moment ago', async () => {
    await registered();
    assert.deepEqual(await reconcile(60_000), { looked: 0, started: 0, failed: 0 });
  });

  it('leaves everything alone while Temporal does not answer', async () => {
    const job = await running();
    close(job);
    delivery = 'undelivered';
    assert.deepEqual(await reconcile(), { looked: 1, started: 0, failed: 0 });
    assert.deepEqual(await logs.load(job.id), job);
  });

  for (const make of [started, running]) {
    it(`fails a job whose run is closed, with Temporal's words (${make.name})`, async () => {
      const job = await make();
      close(job);
      assert.deepEqual(await reconcile(), { looked: 1, started: 0, failed: 1 });
      const { state, reason, runAttempt } = await logs.load(job.id);
      assert.deepEqual([state, runAttempt], ['FAILED', 1]);
      assert.match(reason ?? '', /TERMINATED \(by an operator\)\.$/);
      assert.deepEqual(tidied, [{ tenantId: 'acme', jobId: job.id, runAttempt: 1, fileStorageId: null }]);
    });
  }

  it('looks at the jobs behind one that cannot be reconciled, and logs why', async () => {
    const jobs = await Promise.all([running(), running(), running()]);
    jobs.forEach(close);
    bad = jobs.map(({ id }) => id).toSorted()[0] ?? '';
    assert.deepEqual(await reconcile(), { looked: 3, started: 0, failed: 2 });
    assert.deepEqual(logged, [{ jobId: bad, err: new Error('bad') }]);
  });

  it('fails a job whose run was terminated with a reason that no text can hold', async () => {
    const job = await running();
    const open = temporal.findOpen(job.id);
    assert.ok(open);
    temporal.close(open, `TERMINATED (a\0b ${'x'.repeat(5_000)}).`);
    await reconcile();
    const { state, reason } = await logs.load(job.id);
    assert.deepEqual([state, reason?.length], ['FAILED', 4_000]);
    assert.match(reason ?? '', /TERMINATED \(a b x/);
  });

  it('completes a job whose run committed its file and was closed', async () => {
    const job = await running();
    const run = aRun(job.id, { runId: job.runId ?? '' });
    await logs.runLog.beginRender(run, 1, signal);
    const file = aFile(run);
    await logs.runLog.commitFile(run, 1, file, signal);
    close(job);
    await reconcile();
    assert.equal((await logs.load(job.id)).state, 'COMPLETED');
    assert.deepEqual(tidied, [
      { tenantId: 'acme', jobId: job.id, runAttempt: 1, fileStorageId: file.storageId },
    ]);
  });

  it('completes a job whose run committed its file and is gone', async () => {
    const job = await running();
    const run = aRun(job.id, { runId: job.runId ?? '' });
    await logs.runLog.beginRender(run, 1, signal);
    await logs.runLog.commitFile(run, 1, aFile(run), signal);
    temporal.forgetEverything();
    await reconcile();
    const { state, runAttempt } = await logs.load(job.id);
    assert.deepEqual([state, runAttempt], ['COMPLETED', 1]);
    assert.equal(temporal.findOpen(job.id), undefined);
  });

  it('makes a new attempt where the run that claimed the row is gone, and says so', async () => {
    const job = await running();
    temporal.forgetEverything();
    assert.deepEqual(await reconcile(), { looked: 1, started: 1, failed: 0 });
    const { state, runAttempt, hold, reason, userId } = await logs.load(job.id);
    assert.deepEqual([state, runAttempt, hold, userId], ['QUEUED', 2, false, 'ann']);
    assert.equal(reason, 'The run was lost by Temporal and begins anew.');
    assert.equal(temporal.findOpen(job.id)?.runAttempt, 2);
  });

  it('makes a new attempt that holds where the job was paused', async () => {
    const job = await running();
    const run = aRun(job.id, { runId: job.runId ?? '' });
    await logs.runLog.change(run, { kind: 'pause', by: 'bob', reason: null }, signal);
    temporal.forgetEverything();
    await reconcile();
    const { state, runAttempt, hold } = await logs.load(job.id);
    assert.deepEqual([state, runAttempt, hold], ['QUEUED', 2, true]);
  });

  it('makes one new attempt, however many reconciliations run at once', async () => {
    const job = await running();
    temporal.forgetEverything();
    await Promise.all(Array.from({ length: 8 }, () => reconcile()));
    assert.equal((await logs.load(job.id)).runAttempt, 2);
    assert.equal(temporal.runs().length, 1);
  });

  it('asks for the run of the row where the latest is of another attempt', async () => {
    const job = await running();
    close(job);
    await temporal.starter.start({ ...job, jobId: job.id, runAttempt: 9 }, signal);
    await reconcile();
    assert.equal((await logs.load(job.id)).state, 'FAILED');
  });
});
