import assert from 'node:assert/strict';

import { tellJobStates, tellRunStates } from '../../src/jobs/tellStates.ts';
import { aFile, aNewJob, aRun } from '../support/jobs.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';

describe('the lines about job states', () => {
  const { signal } = new AbortController();
  let logs: Logs;
  let lines: Record<string, unknown>[];
  const log = {
    info(fields: object, message: string) {
      lines.push({ ...fields, message });
    },
  };

  before(async () => {
    logs = await openLogs();
  });
  beforeEach(() => {
    lines = [];
  });
  after(() => logs.close());

  const statesOf = (jobId: string) =>
    lines.filter((line) => line['jobId'] === jobId).map(({ state, runAttempt }) => [state, runAttempt]);

  it('are one for each state that a job comes to, whoever brings it there', async () => {
    const executionLog = tellJobStates(logs.executionLog, log);
    const runLog = tellRunStates(logs.runLog, log);
    const job = await executionLog.register(aNewJob(), signal);
    assert.ok(job);
    const run = aRun(job.id);
    await runLog.change(run, { kind: 'claim' }, signal);
    await runLog.change(run, { kind: 'comment', by: 'ann', text: 'changes no state' }, signal);
    await runLog.change(run, { kind: 'fail', reason: 'it was meant to' }, signal);
    const failed = await logs.load(job.id);
    const order = { actor: 'ann', userId: 'ann', reason: null, requestId: 'r-2' };
    const keep = { requested: null, searchSpec: null, report: null, format: null };
    await executionLog.beginAttempt({ ...order, ...keep, fence: failed, hold: false }, signal);
    assert.deepEqual(statesOf(job.id), [
      ['QUEUED', 1],
      ['RUNNING', 1],
      ['FAILED', 1],
      ['QUEUED', 2],
    ]);
    for (const line of lines) assert.equal(line['message'], 'job state');
  });

  it('name no state that was not written', async () => {
    const executionLog = tellJobStates(logs.executionLog, log);
    const job = await logs.executionLog.register(aNewJob(), signal);
    assert.ok(job);
    assert.equal(await executionLog.register({ ...aNewJob(), id: job.id }, signal), undefined);
    assert.deepEqual(statesOf(job.id), []);
  });

  it('are not repeated where a run repeats what stands already', async () => {
    const runLog = tellRunStates(logs.runLog, log);
    const job = await logs.executionLog.register(aNewJob(), signal);
    assert.ok(job);
    const run = aRun(job.id);
    for (const kind of ['claim', 'claim'] as const) await runLog.change(run, { kind }, signal);
    await runLog.beginRender(run, 1, signal);
    await runLog.commitFile(run, 1, aFile(run), signal);
    for (const kind of ['complete', 'complete'] as const) await runLog.change(run, { kind }, signal);
    const late = { kind: 'fail', reason: 'too late' } as const;
    await runLog.change(run, late, signal);
    assert.deepEqual(statesOf(job.id), [
      ['RUNNING', 1],
      ['COMPLETED', 1],
    ]);
  });

  it('tell of a PAUSED job that a render which begins has set it RUNNING', async () => {
    const runLog = tellRunStates(logs.runLog, log);
    const job = await logs.executionLog.register(aNewJob(), signal);
    assert.ok(job);
    const run = aRun(job.id);
    await logs.runLog.change(run, { kind: 'claim' }, signal);
    await logs.runLog.change(run, { kind: 'pause', by: 'bob', reason: null }, signal);
    for (const tryNumber of [1, 2]) await runLog.beginRender(run, tryNumber, signal);
    assert.deepEqual(statesOf(job.id), [['RUNNING', 1]]);
  });

  it('tell nothing of a change that comes late', async () => {
    const runLog = tellRunStates(logs.runLog, log);
    const job = await logs.executionLog.register(aNewJob(), signal);
    assert.ok(job);
    const run = aRun(job.id);
    await logs.runLog.change({ ...run, changeNumber: 3 }, { kind: 'claim' }, signal);
    const pause = { kind: 'pause', by: 'bob', reason: null } as const;
    assert.equal((await runLog.change(run, pause, signal)).outcome, 'late');
    assert.deepEqual(lines, []);
  });

  it('are of another kind for a run that has lost its row', async () => {
    const runLog = tellRunStates(logs.runLog, log);
    const job = await logs.executionLog.register(aNewJob(), signal);
    assert.ok(job);
    const { runId, ...run } = aRun(job.id, { runAttempt: 7 });
    await runLog.change({ ...run, runId }, { kind: 'claim' }, signal);
    assert.deepEqual(lines, [{ jobId: job.id, runAttempt: 7, runId, message: 'the run is superseded' }]);
  });
});
