import assert from 'node:assert/strict';

import type { ReportFile, RunChange, RunFence } from '../../src/jobs/ports.ts';
import { aFile, aNewJob, aRun } from '../support/jobs.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';

const signal = new AbortController().signal;
const SUPERSEDED = { outcome: 'superseded' };
const WRITTEN = { outcome: 'written' };
const BEGUN = { ...WRITTEN, stateChanged: false };

describe('RunLog, the commit point', () => {
  let logs: Logs;
  before(async () => {
    logs = await openLogs();
  });
  after(() => logs.close());

  /** A run whose render has begun with its first try. */
  const rendering = async (): Promise<RunFence> => {
    const job = await logs.executionLog.register(aNewJob(), signal);
    assert.ok(job);
    const run = aRun(job.id);
    await logs.runLog.change(run, { kind: 'claim' }, signal);
    assert.deepEqual(await logs.runLog.beginRender(run, 1, signal), { ...BEGUN, committed: null });
    return run;
  };
  const commit = (run: RunFence, tryNumber: number, file: ReportFile = aFile(run)) =>
    logs.runLog.commitFile(run, tryNumber, file, new AbortController().signal);
  const change = (run: RunFence, wanted: RunChange) =>
    logs.runLog.change(run, wanted, new AbortController().signal);
  const countFiles = async (run: RunFence): Promise<unknown> => {
    const [row] = await logs.asService(
      'select count(*)::int as files from report_file where job_id = :jobId',
      {
        jobId: run.jobId,
      },
    );
    return row?.['files'];
  };

  it('points row and file at each other', async () => {
    const run = await rendering();
    const file = aFile(run, 7);
    assert.deepEqual(await commit(run, 1, file), WRITTEN);
    const { state, fileStorageId, recordCount } = await logs.load(run.jobId);
    assert.deepEqual([state, fileStorageId, recordCount], ['RUNNING', file.storageId, 7]);
    assert.deepEqual(await logs.runLog.beginRender(run, 2, signal), { ...BEGUN, committed: file });
    assert.deepEqual(await change(run, { kind: 'complete' }), {
      ...WRITTEN,
      stateChanged: true,
      state: 'COMPLETED',
      hold: false,
      recordCount: 7,
      fileStorageId: file.storageId,
    });
  });

  it('takes one of 20 files that come at once', async () => {
    const run = await rendering();
    const answers = await Promise.all(Array.from({ length: 20 }, () => commit(run, 1)));
    assert.equal(answers.filter(({ outcome }) => outcome === 'written').length, 1);
    assert.equal(await countFiles(run), 1);
  });

  it('refuses a second file, also from a later try', async () => {
    const run = await rendering();
    await commit(run, 1);
    assert.deepEqual(await commit(run, 1), SUPERSEDED);
    await logs.runLog.beginRender(run, 2, signal);
    assert.deepEqual(await commit(run, 2), SUPERSEDED);
    assert.equal(await countFiles(run), 1);
  });

  it('refuses an earlier try once a later one has begun, and a try that never began', async () => {
    const run = await rendering();
    await logs.runLog.beginRender(run, 5, signal);
    assert.deepEqual(await commit(run, 1), SUPERSEDED);
    assert.deepEqual(await commit(run, 6), SUPERSEDED);
    assert.deepEqual(await logs.runLog.beginRender(run, 4, signal), SUPERSEDED);
    assert.deepEqual(await commit(run, 5), WRITTEN);
  });

  it('refuses a run that was reset, and lets the new run begin its tries anew', async () => {
    const run = await rendering();
    await logs.runLog.beginRender(run, 5, signal);
    const successor = { ...run, runId: `${run.runId}-reset` };
    assert.equal((await logs.runLog.beginRender(successor, 1, signal)).outcome, 'written');
    assert.deepEqual(await commit(run, 5), SUPERSEDED);
    assert.deepEqual(await commit(successor, 1), WRITTEN);
  });

  it('gives a run that was reset after the commit the file that stands', async () => {
    const run = await rendering();
    const file = aFile(run);
    await commit(run, 1, file);
    const successor = { ...run, runId: `${run.runId}-reset` };
    assert.deepEqual(await logs.runLog.beginRender(successor, 1, signal), { ...BEGUN, committed: file });
    assert.equal((await change(successor, { kind: 'complete' })).outcome, 'written');
    assert.equal(await countFiles(run), 1);
  });

  const STOPPED: RunChange[] = [
    { kind: 'pause', by: 'bob', reason: null },
    { kind: 'fail', reason: 'broken' },
    { kind: 'cancel', by: 'bob', reason: null },
  ];
  for (const wanted of STOPPED) {
    it(`refuses a file after ${wanted.kind}`, async () => {
      const run = await rendering();
      await change(run, wanted);
      assert.deepEqual(await commit(run, 1), SUPERSEDED);
      assert.equal((await logs.load(run.jobId)).fileStorageId, null);
      assert.equal(await countFiles(run), 0);
    });

    it(`answers COMPLETED to ${wanted.kind} after the commit, and notes what came too late`, async () => {
      const run = await rendering();
      const file = aFile(run);
      await commit(run, 1, file);
      const answer = await change(run, wanted);
      assert.deepEqual(answer.outcome === 'written' && [answer.state, answer.fileStorageId], [
        'COMPLETED',
        file.storageId,
      ]);
      const { state, comment, reason, endedAt } = await logs.load(run.jobId);
      assert.deepEqual([state, reason], ['COMPLETED', null]);
      assert.ok(endedAt);
      const words = {
        pause: /bob: paused \(too late: the file was complete\)$/,
        cancel: /bob: cancelled \(too late: the file was complete\)$/,
        fail: /service: the file was complete before: broken$/,
      };
      assert.match(comment ?? '', words[wanted.kind as keyof typeof words]);
      const repeated = await change(run, wanted);
      assert.deepEqual(repeated, { ...answer, stateChanged: false }, 'where its answer was lost');
    });

    it(`lets the commit and ${wanted.kind} at once end in one of their two outcomes`, async () => {
      for (let round = 0; round < 20; round += 1) {
        const run = await rendering();
        const [committed, changed] = await Promise.all([commit(run, 1), change(run, wanted)]);
        const { state, fileStorageId } = await logs.load(run.jobId);
        assert.equal(changed.outcome === 'written' && changed.state, state);
        assert.equal(fileStorageId !== null, committed.outcome === 'written');
        assert.equal(state === 'COMPLETED', committed.outcome === 'written');
      }
    });
  }

  it('refuses a file while the job is paused, and takes one after it was resumed and rendered again', async () => {
    const run = await rendering();
    await change(run, { kind: 'pause', by: 'bob', reason: null });
    assert.deepEqual(await commit(run, 1), SUPERSEDED);
    await change(run, { kind: 'resume', by: 'bob', reason: null });
    await logs.runLog.beginRender(run, 2, signal);
    assert.deepEqual(await commit(run, 1), SUPERSEDED);
    assert.deepEqual(await commit(run, 2), WRITTEN);
  });

  it('lets another attempt have its own file', async () => {
    const run = await rendering();
    await change(run, { kind: 'fail', reason: 'broken' });
    const attempt = {
      ...{ fence: await logs.load(run.jobId), hold: false, actor: 'bob', reason: null, requestId: null },
      ...{ userId: null, requested: null, searchSpec: null, report: null, format: null },
    };
    assert.ok(await logs.executionLog.beginAttempt(attempt, signal));
    const next = aRun(run.jobId, { runAttempt: 2, runId: 'second' });
    await change(next, { kind: 'claim' });
    await logs.runLog.beginRender(next, 1, signal);
    assert.deepEqual(await commit(run, 1), SUPERSEDED);
    assert.deepEqual(await commit(next, 1), WRITTEN);
    assert.equal(await countFiles(run), 1);
  });
});
