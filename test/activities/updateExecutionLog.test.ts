import assert from 'node:assert/strict';

import { MockActivityEnvironment } from '@temporalio/testing';

import { createUpdateExecutionLog, type LogChange } from '../../activities/updateExecutionLog.ts';
import type { Late, RunChange, RunFence, RunRow, Superseded } from '../../src/jobs/ports.ts';

const REF = {
  tenantId: 'acme',
  jobId: 'A'.repeat(32),
  runAttempt: 2,
  firstExecutionRunId: 'first',
  changeNumber: 1,
};
const LIMITS = { renderTaskQueue: 'render', retryTotalMs: 1, renderTimeoutMs: 2, heartbeatTimeoutMs: 3 };
const ROW: RunRow = {
  outcome: 'written',
  state: 'RUNNING',
  stateChanged: true,
  hold: false,
  recordCount: null,
  fileStorageId: null,
};

function setUp(answer: RunRow | Late | Superseded = ROW) {
  const calls: { run: RunFence; change: RunChange }[] = [];
  const tidied: unknown[] = [];
  const updateExecutionLog = createUpdateExecutionLog({
    runLog: {
      change(run, change) {
        calls.push({ run, change });
        return Promise.resolve(answer);
      },
    },
    limits: LIMITS,
    findSpeaker: (_run, told) =>
      Promise.resolve(
        'request' in told
          ? { by: 'ida', reason: 'ordered twice' }
          : { by: `olga of ${told.signal} ${told.ordinal}`, reason: null },
      ),
    tidyUp(job) {
      tidied.push(job);
      return Promise.resolve();
    },
  });
  const run = (change: LogChange) => new MockActivityEnvironment().run(updateExecutionLog, REF, change);
  return { calls, tidied, run };
}

describe('updateExecutionLog', () => {
  it('fences each change with the run that Temporal names', async () => {
    const { calls, run } = setUp();
    assert.deepEqual(await run({ kind: 'claim' }), {
      outcome: 'written',
      state: 'RUNNING',
      hold: false,
      recordCount: null,
      limits: LIMITS,
    });
    assert.equal(typeof calls[0]?.run.runId, 'string');
    assert.equal(calls[0]?.run.firstExecutionRunId, 'first');
  });

  it('looks up who sent a signal that names nobody', async () => {
    const { calls, run } = setUp();
    await run({ kind: 'pause', signal: 'pause', ordinal: 2, reason: 'lab data' });
    assert.deepEqual(calls[0]?.change, { kind: 'pause', by: 'olga of pause 2', reason: 'lab data' });
  });

  it('looks up who asked Temporal to cancel, and why', async () => {
    const { calls, run } = setUp();
    await run({ kind: 'cancel', request: 'cancel', reason: null });
    assert.deepEqual(calls[0]?.change, { kind: 'cancel', by: 'ida', reason: 'ordered twice' });
  });

  it('takes the name that the signal carries', async () => {
    const { calls, run } = setUp();
    await run({ kind: 'comment', by: 'ana', text: 'interim' });
    assert.deepEqual(calls[0]?.change, { kind: 'comment', by: 'ana', text: 'interim' });
  });

  it('tidies up once the job is over, and keeps the committed file', async () => {
    const { tidied, run } = setUp({
      ...ROW,
      state: 'COMPLETED',
      fileStorageId: 'B'.repeat(32),
      recordCount: 7,
    });
    await run({ kind: 'complete' });
    assert.deepEqual(tidied, [
      { tenantId: 'acme', jobId: REF.jobId, runAttempt: 2, fileStorageId: 'B'.repeat(32) },
    ]);
  });

  it('touches no file where the change came late', async () => {
    const late = { outcome: 'late', changeNumber: 9 } as const;
    const { tidied, run } = setUp(late);
    assert.deepEqual(await run({ kind: 'fail', reason: 'broken' }), late);
    assert.deepEqual(tidied, []);
  });

  it('touches no file where the run is superseded', async () => {
    const { tidied, run } = setUp({ outcome: 'superseded' });
    assert.deepEqual(await run({ kind: 'cancel', by: 'olga', reason: null }), { outcome: 'superseded' });
    assert.deepEqual(tidied, []);
  });
});
