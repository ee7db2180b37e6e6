import assert from 'node:assert/strict';

import { AppError } from '../../src/domain/errors.ts';
import type { Job } from '../../src/domain/job.ts';
import type { Kickstart } from '../../src/jobs/kickstart.ts';
import { aRun, site } from '../support/jobs.ts';
import { aKickstart, createTestKickstart } from '../support/kickstarts.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';
import { createSimulatedTemporal, type SimulatedTemporal } from './model/simulatedTemporal.ts';

const signal = new AbortController().signal;

describe('kickstartJob, many at once', () => {
  let logs: Logs;
  let temporal: SimulatedTemporal;
  let kickstart: (wanted: Kickstart) => Promise<Job>;
  before(async () => {
    logs = await openLogs();
    temporal = createSimulatedTemporal({
      deliver: () => new Promise((resolve) => setImmediate(resolve, 'answered')),
      onRun: () => undefined,
    });
    const kickstartJob = createTestKickstart({ executionLog: logs.executionLog, starter: temporal.starter });
    kickstart = (wanted) => kickstartJob(wanted, new AbortController().signal);
  });
  after(() => logs.close());

  const attemptsOf = (jobId: string) =>
    temporal
      .runs()
      .filter((run) => run.jobId === jobId)
      .map(({ runAttempt }) => runAttempt);

  it('makes one run of 50 identical calls, with one answer', async () => {
    const wanted = aKickstart({ requested: { fieldSpecs: site('701'), extFieldSpecs: [] } });
    const answers = await Promise.all(Array.from({ length: 50 }, () => kickstart(wanted)));
    const told = answers.map(
      ({ id, runAttempt, kickedOffAt }) => `${id} ${runAttempt} ${kickedOffAt.toISOString()}`,
    );
    assert.deepEqual(attemptsOf(wanted.jobId), [1]);
    assert.equal(new Set(told).size, 1);
    assert.ok(told[0]?.startsWith(`${wanted.jobId} 1 `));
  });

  it('makes one run of two calls with different field specs, and refuses one', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { jobId } = aKickstart();
      const answers = await Promise.all(
        ['701', '702'].map((value) =>
          kickstart(aKickstart({ jobId, requested: { fieldSpecs: site(value), extFieldSpecs: [] } })).then(
            (job) => JSON.stringify(job.fieldSpecs),
            (error: unknown) => (error instanceof AppError ? error.code : String(error)),
          ),
        ),
      );
      assert.deepEqual(attemptsOf(jobId), [1]);
      const { fieldSpecs } = await logs.load(jobId);
      assert.deepEqual(answers.toSorted(), ['JOB_DIFFERS', JSON.stringify(fieldSpecs)].toSorted());
    }
  });

  for (const isClosed of [true, false]) {
    const when = isClosed ? '' : ' while the run that failed is still closing';
    it(`makes one new attempt of 20 calls after FAILED${when}`, async () => {
      for (let round = 0; round < 10; round += 1) {
        const { id } = await kickstart(aKickstart());
        const open = temporal.findOpen(id);
        assert.ok(open);
        const run = aRun(id, { runId: open.runId });
        await logs.runLog.change(run, { kind: 'claim' }, signal);
        await logs.runLog.change(run, { kind: 'fail', reason: 'broken' }, signal);
        if (isClosed) temporal.close(open, 'FAILED.');
        else
          setImmediate(() => {
            temporal.close(open, 'FAILED.');
          });
        const answers = await Promise.all(
          Array.from({ length: 20 }, () => kickstart(aKickstart({ jobId: id }))),
        );
        assert.deepEqual(
          new Set(answers.map(({ state, runAttempt }) => `${state} ${runAttempt}`)),
          new Set(['QUEUED 2']),
        );
        assert.equal((await logs.load(id)).runAttempt, 2);
        assert.ok(attemptsOf(id).filter((attempt) => attempt === 2).length <= 1);
        await kickstart(aKickstart({ jobId: id }));
        assert.deepEqual(attemptsOf(id), [1, 2]);
      }
    });
  }
});
