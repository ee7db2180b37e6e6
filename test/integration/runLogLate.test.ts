import assert from 'node:assert/strict';

import type { RunChange, RunFence } from '../../src/jobs/ports.ts';
import { aFile, aNewJob, aRun } from '../support/jobs.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';

const signal = new AbortController().signal;
const LATE = { outcome: 'late', changeNumber: 3 };
const PAUSE: RunChange = { kind: 'pause', by: 'bob', reason: 'slow' };
const RESUME: RunChange = { kind: 'resume', by: 'bob', reason: null };

describe("RunLog, late writes of a run's own earlier steps", () => {
  let logs: Logs;
  before(async () => {
    logs = await openLogs();
  });
  after(() => logs.close());

  const change = (run: RunFence, changeNumber: number, wanted: RunChange) =>
    logs.runLog.change({ ...run, changeNumber }, wanted, signal);
  const changed = async (...changes: RunChange[]): Promise<RunFence> => {
    const job = await logs.executionLog.register(aNewJob(), signal);
    assert.ok(job);
    const run = aRun(job.id);
    for (const [index, wanted] of [{ kind: 'claim' } as const, ...changes].entries())
      assert.equal((await change(run, index + 1, wanted)).outcome, 'written');
    return run;
  };
  const changesNothing = async (run: RunFence, write: () => Promise<unknown>) => {
    const before = await logs.load(run.jobId);
    const answer = await write();
    assert.deepEqual(await logs.load(run.jobId), before);
    return answer;
  };

  it('leaves a job RUNNING where its pause arrives after its resume', async () => {
    const run = await changed(PAUSE, RESUME);
    assert.deepEqual(await changesNothing(run, () => change(run, 2, PAUSE)), LATE);
  });

  const EARLIER: RunChange[] = [
    { kind: 'claim' },
    RESUME,
    { kind: 'fail', reason: 'broken' },
    { kind: 'cancel', by: 'bob', reason: null },
    { kind: 'complete' },
  ];
  for (const wanted of EARLIER) {
    it(`leaves a job PAUSED where an earlier ${wanted.kind} arrives`, async () => {
      const run = await changed(PAUSE, PAUSE);
      await change(run, 3, RESUME);
      await change(run, 4, PAUSE);
      assert.deepEqual(await changesNothing(run, () => change(run, 3, wanted)), { ...LATE, changeNumber: 4 });
    });
  }

  it('adds a comment however many changes came before it', async () => {
    const run = await changed(PAUSE, RESUME);
    assert.equal((await change(run, 1, { kind: 'comment', by: 'bob', text: 'hello' })).outcome, 'written');
    assert.match((await logs.load(run.jobId)).comment ?? '', /bob: hello$/);
    assert.deepEqual(await change(run, 2, PAUSE), LATE);
  });

  it('begins and commits no render that was asked for before the pause', async () => {
    const run = await changed();
    const render = { ...run, changeNumber: 1 };
    await logs.runLog.beginRender(render, 1, signal);
    await change(run, 2, PAUSE);
    assert.deepEqual(await changesNothing(run, () => logs.runLog.beginRender(render, 1, signal)), {
      ...LATE,
      changeNumber: 2,
    });
    await change(run, 3, RESUME);
    assert.deepEqual(
      await changesNothing(run, () => logs.runLog.commitFile(render, 1, aFile(run), signal)),
      LATE,
    );
  });

  it('takes no note and no progress of a step that a later change has ended', async () => {
    const run = await changed(PAUSE, RESUME);
    const late = { ...run, changeNumber: 2 };
    const note = { step: 'updateExecutionLog', tryNumber: 1, reason: 'Try 1 failed.', nextRetryAt: null };
    await changesNothing(run, async () => {
      await logs.runLog.noteTry(late, note, signal);
      await logs.runLog.noteBegin(late, note.step, 2, signal);
      await logs.runLog.noteProgress(late, 1, { rows: 1, totalRows: 2 }, signal);
    });
  });

  it('lets a run whose lost workflow task had gone further go a way of its own', async () => {
    const run = await changed(PAUSE);
    assert.deepEqual(await change(run, 1, { kind: 'claim' }), { ...LATE, changeNumber: 2 });
    assert.equal((await change(run, 3, { kind: 'claim' })).outcome, 'written');
    assert.equal((await logs.load(run.jobId)).state, 'RUNNING');
    assert.deepEqual(await changesNothing(run, () => change(run, 2, PAUSE)), LATE);
  });

  it('counts anew from a take-over', async () => {
    const run = await changed(PAUSE, RESUME);
    const successor = { ...run, runId: `${run.runId}-reset` };
    assert.equal((await change(successor, 2, PAUSE)).outcome, 'written');
    assert.equal((await logs.load(run.jobId)).state, 'PAUSED');
  });

  it('counts anew from the claim of a new attempt', async () => {
    const run = await changed(PAUSE, { kind: 'cancel', by: 'bob', reason: null });
    const fence = await logs.load(run.jobId);
    const attempt = {
      ...{ fence, hold: false, actor: 'ann', reason: null, requestId: null, userId: null },
      ...{ requested: null, searchSpec: null, report: null, format: null },
    };
    assert.ok(await logs.executionLog.beginAttempt(attempt, signal));
    const next = aRun(run.jobId, { runAttempt: 2, runId: 'next' });
    assert.equal((await change(next, 1, { kind: 'claim' })).outcome, 'written');
    assert.equal((await change(next, 2, PAUSE)).outcome, 'written');
  });
});
