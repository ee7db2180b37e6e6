import assert from 'node:assert/strict';

import { AppError } from '../../src/domain/errors.ts';
import type { Job } from '../../src/domain/job.ts';
import { createOrderJob, type JobOrder } from '../../src/jobs/orderJob.ts';
import { aRun, DEFINITION, site, STUDY } from '../support/jobs.ts';
import { aKickstart, kickstartDeps } from '../support/kickstarts.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';
import { createSimulatedTemporal, type Delivery, type SimulatedTemporal } from './model/simulatedTemporal.ts';

const signal = new AbortController().signal;
const DAY_MS = 24 * 60 * 60 * 1000;
const AT_ONCE = 20;

describe('orderJob', () => {
  let logs: Logs;
  let temporal: SimulatedTemporal;
  let delivery: Delivery;
  let keys = 0;
  before(async () => {
    logs = await openLogs();
  });
  after(() => logs.close());
  beforeEach(() => {
    delivery = 'answered';
    temporal = createSimulatedTemporal({
      deliver: () => Promise.resolve(delivery),
      onRun: () => undefined,
    });
  });

  const newKey = () => `key-${(keys += 1)}`;
  const anOrder = (changes: Partial<JobOrder> = {}): JobOrder => {
    const { jobId, ...order } = aKickstart({ reportId: DEFINITION.id });
    return { ...order, idempotencyKey: null, ...changes };
  };
  const order = (changes: Partial<JobOrder> = {}, deps = {}): Promise<Job> => {
    const { executionLog } = logs;
    const all = kickstartDeps({ executionLog, starter: temporal.starter });
    return createOrderJob({ ...all, keyKeptMs: DAY_MS, ...deps })(
      anOrder(changes),
      new AbortController().signal,
    );
  };
  const refusal = (changes: Partial<JobOrder>, deps = {}): Promise<string> =>
    order(changes, deps).then(
      ({ id }) => `accepted as ${id}`,
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    );
  const withSite = (value: string) => ({ requested: { fieldSpecs: site(value), extFieldSpecs: [] } });
  const runsOf = (jobId: string) => temporal.runs().filter((run) => run.jobId === jobId).length;
  const countKeys = async () =>
    Number((await logs.asService('select count(*) as n from idempotency_key'))[0]?.['n']);

  it('makes two jobs with a run each of two equal orders', async () => {
    const [one, two] = [await order(withSite('701')), await order(withSite('701'))];
    assert.notEqual(one.id, two.id);
    for (const job of [one, two]) {
      assert.deepEqual([job.state, job.runAttempt, job.studyId, runsOf(job.id)], ['QUEUED', 1, STUDY.id, 1]);
    }
  });

  it('makes one job with one run of 20 calls at once with one key', async () => {
    for (let round = 0; round < 10; round += 1) {
      const wanted = { idempotencyKey: newKey(), ...withSite('701') };
      const jobs = await Promise.all(Array.from({ length: AT_ONCE }, () => order(wanted)));
      const ids = [...new Set(jobs.map(({ id }) => id))];
      assert.equal(ids.length, 1);
      assert.equal(runsOf(ids[0] ?? ''), 1);
    }
  });

  it('makes one job of calls at once with one key and several orders, and refuses the other orders', async () => {
    const idempotencyKey = newKey();
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) =>
        refusal({ idempotencyKey, ...withSite(String(index % 4)) }),
      ),
    );
    const accepted = answers.filter((answer) => answer !== 'IDEMPOTENCY_KEY_REUSED');
    assert.equal(accepted.length, AT_ONCE / 4);
    assert.equal(new Set(accepted).size, 1);
  });

  const others: [string, Partial<JobOrder>][] = [
    ['field specs', withSite('702')],
    ['report', { reportId: null }],
    ['format', { format: 'CSV' }],
    ['mode', { mode: 'active' }],
  ];
  for (const [what, changes] of others) {
    it(`refuses a key that stands for an order with another ${what}, and writes nothing`, async () => {
      const wanted = { idempotencyKey: newKey(), ...withSite('701') };
      const first = await order(wanted);
      assert.equal(await refusal({ ...wanted, ...changes }), 'IDEMPOTENCY_KEY_REUSED');
      assert.equal((await order(wanted)).id, first.id);
    });
  }

  it('keeps keys apart by tenant and by user', async () => {
    const wanted = { idempotencyKey: newKey() };
    const callers = [
      { tenantId: 'acme', userId: 'ann' },
      { tenantId: 'acme', userId: 'bob' },
      { tenantId: 'other', userId: 'ann' },
    ];
    const jobs = await Promise.all(callers.map((caller) => order({ ...wanted, caller })));
    assert.equal(new Set(jobs.map(({ id }) => id)).size, callers.length);
  });

  it('gives the first answer again whatever became of the job, and starts no second run of it', async () => {
    const wanted = { idempotencyKey: newKey(), ...withSite('701') };
    const accepted = await order(wanted);
    const run = aRun(accepted.id, { runId: temporal.findOpen(accepted.id)?.runId ?? '' });
    await logs.runLog.change(run, { kind: 'claim' }, signal);
    assert.deepEqual(await order(wanted), accepted);
    await logs.runLog.change(run, { kind: 'fail', reason: 'broken' }, signal);
    assert.deepEqual(await order(wanted), accepted);
    assert.equal(runsOf(accepted.id), 1);
  });

  it('starts the run that the first call did not live to start', async () => {
    const wanted = { idempotencyKey: newKey() };
    delivery = 'undelivered';
    const { id } = await order(wanted, { startDeadlineMs: 100 });
    assert.equal(runsOf(id), 0);
    delivery = 'answered';
    assert.equal((await order(wanted)).id, id);
    assert.equal(runsOf(id), 1);
  });

  it('takes a key again once it has expired, and then clears what else has', async () => {
    const wanted = { idempotencyKey: newKey() };
    const first = await order(wanted);
    await logs.asAdmin(`update idempotency_key set created_at = now() - interval '25 hours'`);
    const before = await countKeys();
    const second = await order({ ...wanted, ...withSite('702') });
    assert.notEqual(second.id, first.id);
    assert.equal((await order({ ...wanted, ...withSite('702') })).id, second.id);
    assert.equal(await countKeys(), Math.max(1, before - 10));
  });

  it('keeps no key of an order that was refused', async () => {
    const idempotencyKey = newKey();
    assert.equal(await refusal({ idempotencyKey, format: 'DOCX' }), 'BAD_FORMAT');
    assert.match(await refusal({ idempotencyKey }), /^accepted/);
  });

  it('asks for a report where no default is set, and orders the default where one is', async () => {
    const defaults = { study: null, tenant: null };
    assert.equal(await refusal({ reportId: null }, { defaults }), 'REPORT_REQUIRED');
    assert.equal((await order({ reportId: null })).reportId, DEFINITION.id);
  });

  it('looks at the right before anything else', async () => {
    const idempotencyKey = newKey();
    await order({ idempotencyKey });
    const authorize = () => {
      throw new AppError('UNAUTHORIZED');
    };
    for (const changes of [{}, { format: 'DOCX' }, withSite('702')])
      assert.equal(await refusal({ idempotencyKey, authorize, ...changes }), 'UNAUTHORIZED');
  });
});
