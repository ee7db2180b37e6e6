import assert from 'node:assert/strict';

import type { RunFence, TryNote } from '../../src/jobs/ports.ts';
import { aNewJob, aRun } from '../support/jobs.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';

const signal = new AbortController().signal;
const STEP = 'renderReport';
const AT = new Date('2026-01-02T14:05:10.000Z');

describe('RunLog, notes of tries and progress', () => {
  let logs: Logs;
  before(async () => {
    logs = await openLogs();
  });
  after(() => logs.close());

  const claimed = async (): Promise<RunFence> => {
    const job = await logs.executionLog.register(aNewJob(), signal);
    assert.ok(job);
    const run = aRun(job.id);
    await logs.runLog.change(run, { kind: 'claim' }, signal);
    return run;
  };
  const failed = (tryNumber: number, changes: Partial<TryNote> = {}): TryNote => ({
    step: STEP,
    tryNumber,
    reason: `Try ${tryNumber} failed.`,
    nextRetryAt: AT,
    ...changes,
  });
  const note = (run: RunFence, tried: TryNote) => logs.runLog.noteTry(run, tried, signal);
  const begin = (run: RunFence, tryNumber: number) => logs.runLog.noteBegin(run, STEP, tryNumber, signal);
  const succeed = (run: RunFence, tryNumber: number, step = STEP) =>
    logs.runLog.noteSuccess(run, step, tryNumber, signal);
  const progress = (run: RunFence, tryNumber: number, rows: number) =>
    logs.runLog.noteProgress(run, tryNumber, { rows, totalRows: 100 }, signal);
  const read = async (run: RunFence) => {
    const { reason, nextRetryAt } = await logs.load(run.jobId);
    return { reason, nextRetryAt };
  };
  const NOTHING = { reason: null, nextRetryAt: null };

  it('says why a try failed and when the next one comes', async () => {
    const run = await claimed();
    await note(run, failed(1));
    assert.deepEqual(await read(run), { reason: 'Try 1 failed.', nextRetryAt: AT });
  });

  it('lets a later try write over an earlier one, never the other way round', async () => {
    const run = await claimed();
    await note(run, failed(2));
    await note(run, failed(3));
    await note(run, failed(1));
    assert.equal((await read(run)).reason, 'Try 3 failed.');
  });

  it('leaves the note of a predecessor that spoke for itself', async () => {
    const run = await claimed();
    await note(run, failed(1));
    await begin(run, 2);
    assert.equal((await read(run)).reason, 'Try 1 failed.');
  });

  it('says of a predecessor without a note that it was lost', async () => {
    const run = await claimed();
    await begin(run, 2);
    assert.match((await read(run)).reason ?? '', /^Try 1 was lost: .* Try 2 is running\.$/);
    await note(run, failed(2));
    await begin(run, 4);
    assert.match((await read(run)).reason ?? '', /^Try 3 was lost: .* Try 4 is running\.$/);
    assert.equal((await read(run)).nextRetryAt, null);
  });

  it('clears the note with success', async () => {
    const run = await claimed();
    await note(run, failed(1));
    await succeed(run, 2);
    assert.deepEqual(await read(run), NOTHING);
  });

  it('leaves the note of a later try where an earlier one succeeds late', async () => {
    const run = await claimed();
    await note(run, failed(3));
    await succeed(run, 2);
    assert.equal((await read(run)).reason, 'Try 3 failed.');
  });

  it("leaves another step's note where a step succeeds", async () => {
    const run = await claimed();
    await note(run, failed(1));
    await succeed(run, 2, 'resolveFieldSpecs');
    assert.equal((await read(run)).reason, 'Try 1 failed.');
  });

  it('writes no version where there is nothing to clear', async () => {
    const run = await claimed();
    const before = await logs.load(run.jobId);
    await succeed(run, 2);
    assert.deepEqual(await logs.load(run.jobId), before);
  });

  it('begins anew with the run of a reset', async () => {
    const run = await claimed();
    await note(run, failed(9));
    const successor = { ...run, runId: `${run.runId}-reset` };
    await logs.runLog.beginRender(successor, 1, signal);
    assert.deepEqual(await read(run), NOTHING);
    await note(successor, failed(1));
    await note(run, failed(10));
    assert.equal((await read(run)).reason, 'Try 1 failed.');
  });

  for (const change of [
    { kind: 'pause', by: 'bob', reason: 'slow' },
    { kind: 'cancel', by: 'bob', reason: 'slow' },
    { kind: 'fail', reason: 'slow' },
  ] as const) {
    it(`is silent after ${change.kind}`, async () => {
      const run = await claimed();
      await logs.runLog.change(run, change, signal);
      const before = await logs.load(run.jobId);
      await note(run, failed(1));
      await begin(run, 3);
      await succeed(run, 3);
      await progress(run, 3, 10);
      assert.deepEqual(await logs.load(run.jobId), before);
    });
  }

  it('shows progress without a version or an entry in the history', async () => {
    const run = await claimed();
    const before = await logs.load(run.jobId);
    await progress(run, 1, 10);
    await progress(run, 1, 20);
    assert.deepEqual(await logs.load(run.jobId), { ...before, progress: { rows: 20, totalRows: 100 } });
  });

  it('shows the progress of the later try', async () => {
    const run = await claimed();
    await progress(run, 1, 90);
    await progress(run, 2, 10);
    await progress(run, 1, 95);
    assert.equal((await logs.load(run.jobId)).progress?.rows, 10);
  });

  it("shows a reset run's progress, and none of the run before it", async () => {
    const run = await claimed();
    await progress(run, 9, 90);
    const successor = { ...run, runId: `${run.runId}-reset` };
    await logs.runLog.beginRender(successor, 1, signal);
    assert.equal((await logs.load(run.jobId)).progress, null);
    await progress(successor, 1, 5);
    await progress(run, 10, 95);
    assert.equal((await logs.load(run.jobId)).progress?.rows, 5);
  });
});
