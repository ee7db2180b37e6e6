import assert from 'node:assert/strict';

import type { RunChange, RunFence } from '../../src/jobs/ports.ts';
import { aFile, aNewJob, aRun } from '../support/jobs.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';

const signal = new AbortController().signal;

describe('RunLog, changes', () => {
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
  const change = (run: RunFence, wanted: RunChange) => logs.runLog.change(run, wanted, signal);

  const OUTCOMES: [RunChange, string, string | null, RegExp | null][] = [
    [{ kind: 'pause', by: 'bob', reason: 'slow' }, 'PAUSED', 'slow', /^\S+Z bob: paused: slow$/],
    [{ kind: 'pause', by: 'bob', reason: null }, 'PAUSED', null, /^\S+Z bob: paused$/],
    [{ kind: 'fail', reason: 'broken' }, 'FAILED', 'broken', null],
    [{ kind: 'cancel', by: 'bob', reason: 'wrong' }, 'CANCELLED', 'wrong', /^\S+Z bob: cancelled: wrong$/],
    [{ kind: 'comment', by: 'bob', text: 'hello' }, 'RUNNING', null, /^\S+Z bob: hello$/],
  ];
  for (const [wanted, state, reason, comment] of OUTCOMES) {
    const what = JSON.stringify(wanted);
    it(`writes ${state} for ${what}`, async () => {
      const run = await claimed();
      const answer = await change(run, wanted);
      const job = await logs.load(run.jobId);
      assert.equal(answer.outcome === 'written' && answer.state, state);
      assert.deepEqual([job.state, job.reason], [state, reason]);
      if (comment === null) assert.equal(job.comment, null);
      else assert.match(job.comment ?? '', comment);
      assert.equal(job.endedAt !== null, ['FAILED', 'CANCELLED'].includes(state));
    });

    if (wanted.kind === 'comment') continue;
    it(`writes ${what} once where its answer was lost`, async () => {
      const run = await claimed();
      const first = await change(run, wanted);
      const before = await logs.load(run.jobId);
      assert.deepEqual(await change(run, wanted), { ...first, stateChanged: false });
      assert.deepEqual(await logs.load(run.jobId), before);
    });
  }

  it('resumes a paused job, and clears why it was paused', async () => {
    const run = await claimed();
    await change(run, { kind: 'pause', by: 'bob', reason: 'slow' });
    await change(run, { kind: 'resume', by: 'eve', reason: 'fast again' });
    const { state, reason, comment } = await logs.load(run.jobId);
    assert.deepEqual([state, reason], ['RUNNING', null]);
    assert.match(comment ?? '', /bob: paused: slow\n\S+ eve: resumed: fast again$/);
  });

  it('fails a job whose committed file was lost, so that a kickstart renders it anew', async () => {
    const run = await claimed();
    await logs.runLog.beginRender(run, 1, signal);
    await logs.runLog.commitFile(run, 1, aFile(run), signal);
    const lost: RunChange = { kind: 'fail', reason: 'The file does not match.', isFileLost: true };
    const answer = await change(run, lost);
    assert.deepEqual(answer.outcome === 'written' && [answer.state, answer.fileStorageId], ['FAILED', null]);
    assert.deepEqual(await change(run, lost), { ...answer, stateChanged: false });
    const fence = await logs.load(run.jobId);
    assert.deepEqual([fence.reason, fence.recordCount], ['The file does not match.', null]);
    const attempt = {
      ...{ fence, hold: false, actor: 'ann', reason: null, requestId: null, userId: null },
      ...{ requested: null, searchSpec: null, report: null, format: null },
    };
    assert.equal((await logs.executionLog.beginAttempt(attempt, signal))?.state, 'QUEUED');
  });

  it('does not complete a job without a file', async () => {
    const run = await claimed();
    assert.deepEqual(await change(run, { kind: 'complete' }), { outcome: 'superseded' });
    assert.equal((await logs.load(run.jobId)).state, 'RUNNING');
  });

  for (const wanted of [
    { kind: 'pause', by: '', reason: 'a\0b' },
    { kind: 'cancel', by: 'b\0b', reason: '\0' },
    { kind: 'comment', by: ' ', text: 'a\0b' },
    { kind: 'fail', reason: 'a\0b' },
  ] satisfies RunChange[]) {
    it(`writes ${wanted.kind} whatever characters an operator sent, or no name`, async () => {
      const run = await claimed();
      assert.equal((await change(run, wanted)).outcome, 'written');
    });
  }

  it('keeps every comment in the history, also those that the row has no room for', async () => {
    const run = await claimed();
    for (let index = 0; index < 6; index += 1) {
      await change(run, { kind: 'comment', by: 'bob', text: `${index} ${'x'.repeat(1000)}` });
    }
    const { comment } = await logs.load(run.jobId);
    assert.deepEqual(
      (comment ?? '').split('\n').map((line) => line.slice(30, 32)),
      ['3 ', '4 ', '5 '],
    );
    const entries = await logs.asService(
      `select right(entry ->> 'comment', 1002) as last from execution_log_history
       where job_id = :jobId and 'comment' = any(members) order by object_version_number`,
      { jobId: run.jobId },
    );
    assert.deepEqual(
      entries.map(({ last }) => String(last).slice(0, 2)),
      ['0 ', '1 ', '2 ', '3 ', '4 ', '5 '],
    );
  });
});
