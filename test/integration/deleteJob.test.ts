import assert from 'node:assert/strict';

import { AppError } from '../../src/domain/errors.ts';
import type { Job } from '../../src/domain/job.ts';
import { createDeleteJob } from '../../src/jobs/deleteJob.ts';
import { createRemoveDeletedFiles } from '../../src/jobs/removeDeletedFiles.ts';
import { createStateWatch } from '../../src/jobs/stateWatch.ts';
import { aRun } from '../support/jobs.ts';
import { asAnn, openOperatorHarness, type OperatorHarness } from './operatorHarness.ts';

const signal = new AbortController().signal;
const WHY = { by: 'dora', text: 'no longer needed' };

describe('deleteJob', () => {
  let harness: OperatorHarness;
  let removed: { jobId: string; runAttempt: number; committed: readonly string[]; stateThen: string }[];
  let isStoreAway: boolean;
  before(async () => {
    harness = await openOperatorHarness();
  });
  after(() => harness.close());
  beforeEach(() => {
    removed = [];
    isStoreAway = false;
    harness.sent.length = 0;
    harness.temporal.delivery = 'answered';
    harness.temporal.onSent = () => Promise.resolve();
  });

  const log = { warn: () => undefined };
  const fileStore = {
    removeOrphans: async (file: { jobId: string; runAttempt: number; committed: readonly string[] }) => {
      if (isStoreAway) throw new AppError('FILE_STORE_UNAVAILABLE');
      removed.push({ ...file, stateThen: (await harness.logs.load(file.jobId)).state });
    },
  };
  const remove = (job: Pick<Job, 'id'>, { cancelWaitMs = 20_000, tenantId = 'acme' } = {}) => {
    const { logs, operatorLog, steerJob } = harness;
    const watch = createStateWatch(operatorLog, { intervalMs: 10 });
    const deps = {
      executionLog: logs.executionLog,
      operatorLog,
      steerJob,
      watch,
      fileStore,
      cancelWaitMs,
      log,
    };
    return createDeleteJob(deps)(asAnn(job, { tenantId }), WHY, signal);
  };
  const removeLeft = () =>
    createRemoveDeletedFiles({ operatorLog: harness.operatorLog, fileStore, log })(signal);

  it('sets the row DELETED with who and why before it removes the file, and keeps what the file stood on', async () => {
    const { job, file } = await harness.completed();
    await remove(job);
    assert.deepEqual(removed, [{ jobId: job.id, runAttempt: 1, committed: [], stateThen: 'DELETED' }]);
    const { state, reason, comment, fileStorageId } = await harness.logs.load(job.id);
    assert.deepEqual([state, reason, fileStorageId], ['DELETED', 'no longer needed', null]);
    assert.match(comment ?? '', /dora: deleted: no longer needed$/);
    const kept = await harness.logs.asService(
      'select file_storage_id from report_file where job_id = :jobId',
      {
        jobId: job.id,
      },
    );
    assert.deepEqual(kept, [{ file_storage_id: file.storageId }]);
  });

  it('changes nothing when it is repeated', async () => {
    const { job } = await harness.completed();
    await remove(job);
    const deleted = await harness.logs.load(job.id);
    await remove(job);
    assert.deepEqual(await harness.logs.load(job.id), deleted);
  });

  for (const state of ['FAILED', 'CANCELLED', 'EXPIRED'] as const) {
    it(`deletes a job that is ${state}`, async () => {
      const job = await harness.inState(state);
      await remove(job);
      assert.equal((await harness.logs.load(job.id)).state, 'DELETED');
    });
  }

  it('leaves a file that cannot be removed to the reconciliation', async () => {
    const { job, file } = await harness.completed();
    isStoreAway = true;
    await remove(job);
    const { state, fileStorageId } = await harness.logs.load(job.id);
    assert.deepEqual([state, fileStorageId], ['DELETED', file.storageId]);
    await removeLeft();
    assert.equal((await harness.logs.load(job.id)).fileStorageId, file.storageId);
    isStoreAway = false;
    await removeLeft();
    assert.deepEqual(removed, [{ jobId: job.id, runAttempt: 1, committed: [], stateThen: 'DELETED' }]);
    assert.equal((await harness.logs.load(job.id)).fileStorageId, null);
    await removeLeft();
    assert.equal(removed.length, 1);
  });

  it('cancels a job that no run has claimed, and deletes it', async () => {
    const job = await harness.registered();
    harness.temporal.delivery = 'undelivered';
    await remove(job);
    assert.equal((await harness.logs.load(job.id)).state, 'DELETED');
  });

  it('cancels a running job first and waits until its run has ended', async () => {
    const job = await harness.running();
    harness.temporal.onSent = () => {
      setTimeout(() => {
        const run = aRun(job.id, { runId: job.runId ?? '' });
        void harness.logs.runLog.change(run, { kind: 'cancel', by: 'dora', reason: WHY.text }, signal);
      }, 50);
      return Promise.resolve();
    };
    await remove(job);
    assert.deepEqual(harness.sent, [{ name: 'cancel', word: { by: 'dora', reason: 'no longer needed' } }]);
    assert.equal((await harness.logs.load(job.id)).state, 'DELETED');
    const states = await harness.logs.asService(
      `select entry ->> 'state' as state from execution_log_history
       where job_id = :jobId and 'state' = any(members) order by object_version_number`,
      { jobId: job.id },
    );
    assert.deepEqual(
      states.map(({ state }) => state),
      ['QUEUED', 'RUNNING', 'CANCELLED', 'DELETED'],
    );
  });

  it('deletes nothing where the run does not end in time, and says what to do', async () => {
    const job = await harness.running();
    await assert.rejects(remove(job, { cancelWaitMs: 50 }), (error: unknown) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.code, 'JOB_UNSETTLED');
      assert.match(error.details ?? '', /Delete it again/);
      return true;
    });
    assert.deepEqual(await harness.logs.load(job.id), job);
    assert.deepEqual(removed, []);
  });

  it('deletes nothing while Temporal is away', async () => {
    const job = await harness.running();
    harness.temporal.delivery = 'undelivered';
    await assert.rejects(remove(job), { code: 'TEMPORAL_UNAVAILABLE' });
    assert.deepEqual(await harness.logs.load(job.id), job);
  });

  it('knows no job of another tenant', async () => {
    const { job } = await harness.completed();
    await assert.rejects(remove(job, { tenantId: 'other' }), { code: 'JOB_NOT_FOUND' });
    assert.deepEqual(await harness.logs.load(job.id), job);
  });
});
