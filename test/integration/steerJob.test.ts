import assert from 'node:assert/strict';

import { createJobHistory } from '../../src/db/jobHistory.ts';
import { AppError } from '../../src/domain/errors.ts';
import type { JobQuery } from '../../src/jobs/findJob.ts';
import { createListHistory } from '../../src/jobs/listHistory.ts';
import type { Step } from '../../src/jobs/steerJob.ts';
import { openDatabase } from '../../src/db/connection.ts';
import { aRun } from '../support/jobs.ts';
import { asAnn, openOperatorHarness, type OperatorHarness, step } from './operatorHarness.ts';

const signal = new AbortController().signal;

describe('steerJob', () => {
  let harness: OperatorHarness;
  before(async () => {
    harness = await openOperatorHarness();
  });
  after(() => harness.close());
  beforeEach(() => {
    harness.sent.length = 0;
    harness.temporal.delivery = 'answered';
  });

  const steer = (query: JobQuery, wish: Step) => harness.steerJob(query, wish, signal);
  const refusal = (query: JobQuery, wish: Step) =>
    steer(query, wish).then(
      ({ state }) => `accepted as ${state}`,
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    );

  it('cancels a job that no run has claimed itself, so that no later start can claim it', async () => {
    const job = await harness.registered();
    harness.temporal.delivery = 'undelivered';
    const cancelled = await steer(asAnn(job), step('cancel', 'ordered twice'));
    assert.deepEqual([cancelled.state, cancelled.reason], ['CANCELLED', 'ordered twice']);
    assert.match(cancelled.comment ?? '', /bob: cancelled: ordered twice$/);
    assert.ok(cancelled.endedAt);
    const claimed = await harness.logs.runLog.change(aRun(job.id), { kind: 'claim' }, signal);
    assert.deepEqual(claimed, { outcome: 'superseded' });
    assert.deepEqual(await harness.logs.load(job.id), cancelled);
    const [entry] = await harness.logs.asService(
      'select actor from execution_log_history where job_id = :jobId order by object_version_number desc limit 1',
      { jobId: job.id },
    );
    assert.deepEqual(entry, { actor: 'bob' });
  });

  it('leaves a cancel to the run, where one has claimed the job meanwhile', async () => {
    const job = await harness.running();
    const stale = { ...job, state: 'QUEUED' as const, runId: null };
    assert.equal(
      await harness.operatorLog.cancelUnclaimed(stale, { by: 'bob', text: null }, signal),
      undefined,
    );
    assert.deepEqual(await steer(asAnn(job), step('cancel', 'too large')), job);
    assert.deepEqual(harness.sent, [{ name: 'cancel', word: { by: 'bob', reason: 'too large' } }]);
  });

  for (const [kind, word] of [
    ['pause', { by: 'bob', reason: 'a word' }],
    ['resume', { by: 'bob', reason: 'a word' }],
    ['comment', { by: 'bob', text: 'a word' }],
  ] as const) {
    it(`tells the run to ${kind}, by the name of the caller`, async () => {
      const job = await harness.running();
      assert.deepEqual(await steer(asAnn(job), step(kind, 'a word')), job);
      assert.deepEqual(harness.sent, [{ name: kind, word }]);
    });

    it(`does not ${kind} while Temporal is away`, async () => {
      for (const job of [await harness.registered(), await harness.running()]) {
        harness.temporal.delivery = 'undelivered';
        assert.equal(await refusal(asAnn(job), step(kind, 'a word')), 'TEMPORAL_UNAVAILABLE');
        assert.deepEqual(await harness.logs.load(job.id), job);
        harness.temporal.delivery = 'answered';
      }
    });
  }

  it('starts a job whose start got lost, so that its run can hear', async () => {
    const job = await harness.registered();
    await steer(asAnn(job), step('pause'));
    assert.deepEqual(harness.runsOf(job), [1]);
    assert.deepEqual(harness.sent, [{ name: 'pause', word: { by: 'bob' } }]);
  });

  it('says that the row is not settled where its run is gone', async () => {
    const job = await harness.running();
    harness.forgetRuns();
    assert.equal(await refusal(asAnn(job), step('cancel')), 'JOB_UNSETTLED');
    assert.deepEqual(await harness.logs.load(job.id), job);
  });

  for (const state of ['COMPLETED', 'FAILED', 'CANCELLED', 'EXPIRED', 'DELETED'] as const) {
    it(`refuses to steer a job that is ${state}`, async () => {
      const job = await harness.inState(state);
      for (const kind of ['cancel', 'pause', 'resume'] as const) {
        assert.equal(await refusal(asAnn(job), step(kind)), 'JOB_OVER');
      }
      assert.deepEqual(harness.sent, []);
      assert.deepEqual(await harness.logs.load(job.id), job);
    });
  }

  it('takes a comment on a job that is over, unless it is deleted', async () => {
    const { job } = await harness.completed();
    const commented = await steer(asAnn(job), step('comment', 'reviewed'));
    assert.match(commented.comment ?? '', /bob: reviewed$/);
    assert.equal(commented.state, 'COMPLETED');
    assert.equal(await refusal(asAnn(await harness.inState('DELETED')), step('comment', 'x')), 'JOB_OVER');
  });

  it('knows no job of another tenant, and writes nothing without the right', async () => {
    const job = await harness.registered();
    assert.equal(await refusal(asAnn(job, { tenantId: 'other' }), step('cancel')), 'JOB_NOT_FOUND');
    const authorize = () => {
      throw new AppError('UNAUTHORIZED');
    };
    assert.equal(await refusal(asAnn(job, { authorize }), step('cancel')), 'UNAUTHORIZED');
    assert.deepEqual(await harness.logs.load(job.id), job);
  });

  it('leaves a history that is read in pages, oldest first', async () => {
    const job = await harness.registered();
    await steer(asAnn(job), step('cancel', 'ordered twice'));
    await steer(asAnn(job), step('comment', 'indeed'));
    const service = openDatabase({
      url: harness.logs.serviceUrl,
      poolSize: 1,
      applicationName: 'test',
      timeoutMs: 10_000,
    });
    const listHistory = createListHistory({
      executionLog: harness.logs.executionLog,
      history: createJobHistory(service),
    });
    const { entries, total } = await listHistory(asAnn(job), { limit: 2, offset: 0 }, signal);
    assert.equal(total, 3);
    assert.deepEqual(
      entries.map(({ version, actor, operation }) => ({ version, actor, operation })),
      [
        { version: 1, actor: 'ann', operation: 'INSERT' },
        { version: 2, actor: 'bob', operation: 'UPDATE' },
      ],
    );
    const [, cancelled] = entries;
    assert.equal(cancelled?.entry['state'], 'CANCELLED');
    assert.deepEqual(cancelled.members, ['comment', 'ended_at', 'reason', 'state']);
    const rest = await listHistory(asAnn(job), { limit: 2, offset: 2 }, signal);
    assert.deepEqual(
      rest.entries.map(({ version }) => version),
      [3],
    );
    await assert.rejects(listHistory(asAnn(job, { tenantId: 'other' }), { limit: 1, offset: 0 }, signal), {
      code: 'JOB_NOT_FOUND',
    });
    await service.destroy();
  });
});
