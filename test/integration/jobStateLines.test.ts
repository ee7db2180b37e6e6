import assert from 'node:assert/strict';

import { tellJobStates, tellRunStates } from '../../src/jobs/tellStates.ts';
import { aNewJob, aRun } from '../support/jobs.ts';
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

  it('say of a run that has lost its row that it is superseded', async () => {
    const runLog = tellRunStates(logs.runLog, log);
    const job = await logs.executionLog.register(aNewJob(), signal);
    assert.ok(job);
    await runLog.change({ ...aRun(job.id), runAttempt: 7 }, { kind: 'claim' }, signal);
    assert.deepEqual(statesOf(job.id), [['superseded', 7]]);
  });
});
