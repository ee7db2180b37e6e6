import assert from 'node:assert/strict';

import { AppError } from '../../src/domain/errors.ts';
import type { Job } from '../../src/domain/job.ts';
import type { RunObservation } from '../../src/domain/run.ts';
import type { RunChange, RunFence } from '../../src/jobs/ports.ts';
import { aFile, aNewJob, aRun } from '../support/jobs.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';

const signal = new AbortController().signal;
const SUPERSEDED = { outcome: 'superseded' };
const PLAN = { filters: [], header: [], estimatedRows: 5 };

describe('RunLog, claim and take-over', () => {
  let logs: Logs;
  /** What Temporal says of a run that is about to take a row over; undefined: that it is open. */
  let told: RunObservation | undefined;
  let beforeTelling: () => Promise<unknown>;
  before(async () => {
    logs = await openLogs(async ({ runId, runAttempt }) => {
      await beforeTelling();
      return told ?? { kind: 'open', runId: runId ?? '', runAttempt };
    });
  });
  beforeEach(() => {
    told = undefined;
    beforeTelling = () => Promise.resolve();
  });
  after(() => logs.close());

  const register = async (): Promise<RunFence> => {
    const job = await logs.executionLog.register(aNewJob(), signal);
    assert.ok(job);
    return aRun(job.id);
  };
  const claimed = async (): Promise<RunFence> => {
    const run = await register();
    await logs.runLog.change(run, { kind: 'claim' }, signal);
    return run;
  };
  const load = (run: RunFence): Promise<Job> => logs.load(run.jobId);
  const change = (run: RunFence, wanted: RunChange) =>
    logs.runLog.change(run, wanted, new AbortController().signal);
  /** The run that Temporal makes of another where an operator resets it. */
  const reset = (run: RunFence, runId = `${run.runId}-reset`): RunFence => ({ ...run, runId });

  it('claims a QUEUED row of its attempt', async () => {
    const run = await register();
    assert.deepEqual(await change(run, { kind: 'claim' }), {
      outcome: 'written',
      state: 'RUNNING',
      stateChanged: true,
      hold: false,
      recordCount: null,
      fileStorageId: null,
    });
    const { state, runId, firstRunId, startedAt } = await load(run);
    assert.deepEqual([state, runId, firstRunId], ['RUNNING', run.runId, run.runId]);
    assert.ok(startedAt);
  });

  it('repeats a claim whose answer was lost without another version', async () => {
    const run = await claimed();
    const before = await load(run);
    assert.equal((await change(run, { kind: 'claim' })).outcome, 'written');
    assert.deepEqual(await load(run), before);
  });

  it('lets one of two runs that claim at once have the row', async () => {
    const run = await register();
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((runId) => change(aRun(run.jobId, { runId }), { kind: 'claim' })),
    );
    assert.equal(answers.filter(({ outcome }) => outcome === 'written').length, 1);
  });

  const CHANGES: RunChange[] = [
    { kind: 'claim' },
    { kind: 'pause', by: 'bob', reason: null },
    { kind: 'resume', by: 'bob', reason: null },
    { kind: 'complete' },
    { kind: 'fail', reason: 'broken' },
    { kind: 'cancel', by: 'bob', reason: null },
    { kind: 'comment', by: 'bob', text: 'hello' },
  ];
  const STRANGERS: [string, (run: RunFence) => RunFence][] = [
    ['of another attempt', (run) => ({ ...run, runAttempt: 2 })],
    ['of another chain', (run) => aRun(run.jobId, { runId: 'other-run' })],
    ['of another tenant', (run) => ({ ...run, tenantId: 'other' })],
    ['of another job', (run) => ({ ...run, jobId: '0'.repeat(32) })],
  ];
  for (const [what, estrange] of STRANGERS) {
    it(`refuses every write of a run ${what}, and changes nothing`, async () => {
      const run = await claimed();
      const stranger = estrange(run);
      const before = await load(run);
      for (const wanted of CHANGES) assert.deepEqual(await change(stranger, wanted), SUPERSEDED, wanted.kind);
      assert.deepEqual(await logs.runLog.savePlan(stranger, PLAN, signal), SUPERSEDED);
      assert.deepEqual(await logs.runLog.loadPlan(stranger, signal), SUPERSEDED);
      assert.deepEqual(await logs.runLog.beginRender(stranger, 1, signal), SUPERSEDED);
      assert.deepEqual(await logs.runLog.commitFile(stranger, 1, aFile(stranger), signal), SUPERSEDED);
      const note = { step: 'renderReport', tryNumber: 1, reason: 'Try 1 failed.', nextRetryAt: null };
      await logs.runLog.noteTry(stranger, note, signal);
      await logs.runLog.noteProgress(stranger, 1, { rows: 1, totalRows: 2 }, signal);
      assert.deepEqual(await load(run), before);
    });
  }

  const FIRST_WRITES: [string, (run: RunFence) => Promise<{ outcome: string }>][] = [
    ...CHANGES.filter(({ kind }) => kind !== 'resume' && kind !== 'complete').map(
      (wanted): [string, (run: RunFence) => Promise<{ outcome: string }>] => [
        wanted.kind,
        (run) => change(run, wanted),
      ],
    ),
    ['savePlan', (run) => logs.runLog.savePlan(run, PLAN, signal)],
    ['beginRender', (run) => logs.runLog.beginRender(run, 1, signal)],
  ];
  for (const [what, write] of FIRST_WRITES) {
    it(`lets a reset run take over with its first write, ${what}, and its predecessor write no more`, async () => {
      const run = await claimed();
      const successor = reset(run);
      assert.equal((await write(successor)).outcome, 'written');
      const before = await load(run);
      assert.deepEqual([before.runId, before.firstRunId], [successor.runId, run.runId]);
      for (const wanted of CHANGES) assert.deepEqual(await change(run, wanted), SUPERSEDED, wanted.kind);
      assert.deepEqual(await logs.runLog.loadPlan(run, signal), SUPERSEDED);
      assert.deepEqual(await load(run), before);
    });
  }

  const CLOSED: [string, (run: RunFence) => RunObservation][] = [
    ['is closed', ({ runId }) => ({ kind: 'closed', runId, runAttempt: 1, closedAs: 'TERMINATED.' })],
    ['is gone', () => ({ kind: 'none' })],
    ['was reset itself', () => ({ kind: 'open', runId: 'the-latest', runAttempt: 1 })],
  ];
  for (const [what, tell] of CLOSED) {
    it(`lets no run take over that ${what}: a late write of one reset takes nothing from another`, async () => {
      const run = await claimed();
      const zombie = reset(run, 'zombie');
      const before = await load(run);
      told = tell(zombie);
      for (const wanted of CHANGES) assert.deepEqual(await change(zombie, wanted), SUPERSEDED, wanted.kind);
      assert.deepEqual(await logs.runLog.beginRender(zombie, 1, signal), SUPERSEDED);
      assert.deepEqual(await load(run), before);
    });
  }

  it('lets no run take over whose own reset did so while Temporal was asked', async () => {
    const run = await claimed();
    beforeTelling = async () => {
      beforeTelling = () => Promise.resolve();
      assert.equal((await change(reset(run, 'latest'), { kind: 'claim' })).outcome, 'written');
    };
    assert.deepEqual(await change(reset(run, 'earlier'), { kind: 'claim' }), SUPERSEDED);
    assert.equal((await load(run)).runId, 'latest');
  });

  it('lets every write of a reset run through, whichever of them takes over', async () => {
    const run = await claimed();
    const successor = reset(run);
    beforeTelling = async () => {
      beforeTelling = () => Promise.resolve();
      const words = await change(successor, { kind: 'comment', by: 'bob', text: 'hello' });
      assert.equal(words.outcome, 'written');
    };
    assert.equal((await change(successor, { kind: 'pause', by: 'bob', reason: null })).outcome, 'written');
    for (let round = 0; round < 20; round += 1) {
      const next = reset(run, `reset-${round}`);
      const answers = await Promise.all(
        ['a', 'b', 'c'].map((text) => change(next, { kind: 'comment', by: 'bob', text })),
      );
      assert.deepEqual(new Set(answers.map(({ outcome }) => outcome)), new Set(['written']));
    }
  });

  it('tries again later where Temporal does not say whether the run is open', async () => {
    const run = await claimed();
    told = { kind: 'unanswered' };
    await assert.rejects(
      change(reset(run), { kind: 'claim' }),
      (error) => error instanceof AppError && error.code === 'TEMPORAL_UNAVAILABLE',
    );
    assert.equal((await load(run)).runId, run.runId);
  });

  it('lets a reset run read its plan before it has written', async () => {
    const run = await claimed();
    await logs.runLog.savePlan(run, PLAN, signal);
    const read = await logs.runLog.loadPlan(reset(run), signal);
    assert.equal(read.outcome, 'written');
    assert.deepEqual('plan' in read && read.plan, PLAN);
  });

  it('lets a run that was reset while PAUSED go on RUNNING', async () => {
    const run = await claimed();
    await change(run, { kind: 'pause', by: 'bob', reason: 'slow' });
    const successor = reset(run);
    assert.equal((await logs.runLog.beginRender(successor, 1, signal)).outcome, 'written');
    const { state, reason } = await load(run);
    assert.deepEqual([state, reason], ['RUNNING', null]);
  });

  const resetWhilePaused = async (): Promise<RunFence> => {
    const run = await claimed();
    await change({ ...run, changeNumber: 2 }, { kind: 'pause', by: 'bob', reason: 'lab data' });
    return reset({ ...run, changeNumber: 2 });
  };
  const WORDS: RunChange = { kind: 'comment', by: 'eve', text: 'hello' };

  it('leaves a job PAUSED whose run was reset while PAUSED and has only been told a comment', async () => {
    const successor = await resetWhilePaused();
    const written = await change(successor, WORDS);
    assert.equal(written.outcome === 'written' && written.state, 'PAUSED');
    const { state, runId, reason, comment } = await load(successor);
    assert.deepEqual([state, runId, reason], ['PAUSED', successor.runId, 'lab data']);
    assert.match(comment ?? '', /bob: paused: lab data\n\S+ eve: hello$/);
  });

  it('keeps who resumed a job whose run was reset while PAUSED, and why, after a comment', async () => {
    const successor = await resetWhilePaused();
    await change(successor, WORDS);
    const resume: RunChange = { kind: 'resume', by: 'olga', reason: 'data is there' };
    assert.equal((await change({ ...successor, changeNumber: 3 }, resume)).outcome, 'written');
    const { state, reason, hold, comment } = await load(successor);
    assert.deepEqual([state, reason, hold], ['RUNNING', null, false]);
    assert.match(comment ?? '', /olga: resumed: data is there$/);
  });

  for (const [what, write, state] of [
    ['claim', (run) => change(run, { kind: 'claim' }), 'RUNNING'],
    ['savePlan', (run) => logs.runLog.savePlan(run, PLAN, signal), 'PAUSED'],
    ['beginRender', (run) => logs.runLog.beginRender(run, 1, signal), 'RUNNING'],
    ['fail', (run) => change(run, { kind: 'fail', reason: 'broken' }), 'FAILED'],
    ['cancel', (run) => change(run, { kind: 'cancel', by: 'bob', reason: null }), 'CANCELLED'],
  ] as [string, (run: RunFence) => Promise<{ outcome: string }>, string][]) {
    it(`lets a run that was reset while PAUSED go on with ${what} after a comment`, async () => {
      const successor = await resetWhilePaused();
      await change(successor, WORDS);
      assert.equal((await write(successor)).outcome, 'written');
      assert.equal((await load(successor)).state, state);
    });
  }

  it('lets no render begin that a reset run asked for before it paused again', async () => {
    const successor = await resetWhilePaused();
    const pause: RunChange = { kind: 'pause', by: 'olga', reason: 'lab data' };
    assert.equal((await change(successor, pause)).outcome, 'written');
    const paused = await load(successor);
    assert.match(paused.comment ?? '', /olga: paused: lab data$/);
    const late = await logs.runLog.beginRender({ ...successor, changeNumber: 1 }, 1, signal);
    assert.deepEqual(late, { outcome: 'late', changeNumber: 2 });
    assert.deepEqual(await load(successor), paused);
  });

  for (const [kind, state] of [
    ['fail', 'FAILED'],
    ['cancel', 'CANCELLED'],
  ] as const) {
    it(`lets the reset of a run whose job is ${state} change nothing`, async () => {
      const run = await claimed();
      await change(run, kind === 'fail' ? { kind, reason: 'broken' } : { kind, by: 'bob', reason: null });
      const before = await load(run);
      assert.equal(before.state, state);
      for (const wanted of CHANGES)
        assert.deepEqual(await change(reset(run), wanted), SUPERSEDED, wanted.kind);
      assert.deepEqual(await logs.runLog.beginRender(reset(run), 1, signal), SUPERSEDED);
      assert.deepEqual(await load(run), before);
    });
  }

  it('takes no row that no run has claimed', async () => {
    const run = await register();
    assert.deepEqual(await change(run, { kind: 'fail', reason: 'broken' }), SUPERSEDED);
    assert.deepEqual(await logs.runLog.beginRender(run, 1, signal), SUPERSEDED);
    assert.equal((await load(run)).objectVersionNumber, 1);
  });

  it('gives the claim that a paused job is to hold, until it is resumed', async () => {
    const run = await register();
    const attempt = {
      ...{ fence: await load(run), hold: true, actor: 'reconciliation', reason: 'lost', requestId: null },
      ...{ userId: null, requested: null, searchSpec: null, report: null, format: null },
    };
    await logs.executionLog.beginAttempt(attempt, signal);
    const next = aRun(run.jobId, { runAttempt: 2, runId: 'second' });
    const held = await change(next, { kind: 'claim' });
    assert.equal(held.outcome === 'written' && held.hold, true);
    await change(next, { kind: 'pause', by: 'service', reason: null });
    const resumed = await change(next, { kind: 'resume', by: 'bob', reason: null });
    assert.deepEqual(resumed.outcome === 'written' && [resumed.state, resumed.hold], ['RUNNING', false]);
  });
});
