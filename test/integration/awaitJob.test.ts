import assert from 'node:assert/strict';

import { createAwaitJob } from '../../src/jobs/awaitJob.ts';
import { loadOwnJob } from '../../src/jobs/findJob.ts';
import { createStateWatch } from '../../src/jobs/stateWatch.ts';
import type { OperatorLog } from '../../src/jobs/ports.ts';
import { asAnn, openOperatorHarness, type OperatorHarness, step } from './operatorHarness.ts';

const signal = new AbortController().signal;
const LONG_MS = 60_000;

describe('awaitJob', () => {
  let harness: OperatorHarness;
  before(async () => {
    harness = await openOperatorHarness();
  });
  after(() => harness.close());

  /** The use case, and a promise of the first look of its watch. */
  const open = () => {
    let tell: () => void = () => undefined;
    const looked = new Promise<void>((resolve) => (tell = resolve));
    const findStates: OperatorLog['findStates'] = async (...asked) => {
      const states = await harness.operatorLog.findStates(...asked);
      tell();
      return states;
    };
    const watch = createStateWatch({ findStates }, { intervalMs: 5 });
    const awaitJob = createAwaitJob({
      findJob: (query, abort) => loadOwnJob(harness.logs.executionLog, query, abort),
      watch,
    });
    return { awaitJob, watch, looked };
  };

  it('answers once the state is another one, and not before', async () => {
    const job = await harness.registered();
    const other = await harness.registered();
    const { awaitJob, looked } = open();
    let answered = false;
    const waiting = awaitJob(asAnn(job), LONG_MS, signal).then((found) => {
      answered = true;
      return found;
    });
    await looked;
    await harness.steerJob(asAnn(other), step('cancel'), signal);
    assert.equal(answered, false);
    await harness.steerJob(asAnn(job), step('cancel'), signal);
    assert.equal((await waiting).state, 'CANCELLED');
  });

  it('answers at once where the job is over', async () => {
    const { job } = await harness.completed();
    assert.deepEqual(await open().awaitJob(asAnn(job), LONG_MS, signal), job);
  });

  it('answers how the job stands once the time is up', async () => {
    const job = await harness.registered();
    assert.deepEqual(await open().awaitJob(asAnn(job), 20, signal), job);
  });

  it('ends when the client goes away', async () => {
    const job = await harness.registered();
    const { awaitJob, looked } = open();
    const abort = new AbortController();
    const waiting = awaitJob(asAnn(job), LONG_MS, abort.signal);
    await looked;
    const reason = new Error('gone');
    abort.abort(reason);
    await assert.rejects(waiting, reason);
  });

  it('answers everybody how their job stands when the service stops, and waits for nobody after', async () => {
    const jobs = await Promise.all([harness.registered(), harness.registered()]);
    const { awaitJob, watch, looked } = open();
    const waiting = jobs.map((job) => awaitJob(asAnn(job), LONG_MS, signal));
    await looked;
    watch.stop();
    assert.deepEqual(await Promise.all(waiting), jobs);
    assert.deepEqual(await awaitJob(asAnn(jobs[0]), LONG_MS, signal), jobs[0]);
  });

  it('waits on while the database does not answer', async () => {
    const job = await harness.registered();
    let looks = 0;
    const findStates: OperatorLog['findStates'] = (...asked) => {
      looks += 1;
      return looks < 3 ? Promise.reject(new Error('away')) : harness.operatorLog.findStates(...asked);
    };
    const watch = createStateWatch({ findStates }, { intervalMs: 5 });
    const changed = watch.untilChanged({ id: job.id, state: 'RUNNING' }, signal);
    await changed;
    assert.ok(looks >= 3);
  });
});
