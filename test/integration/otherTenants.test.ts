import assert from 'node:assert/strict';
import type { Knex } from 'knex';

import { openDatabase } from '../../src/db/connection.ts';
import { createJobHistory } from '../../src/db/jobHistory.ts';
import type { Job } from '../../src/domain/job.ts';
import type { NewAttempt } from '../../src/jobs/ports.ts';
import { openOperatorHarness, type OperatorHarness } from './operatorHarness.ts';

const signal = new AbortController().signal;
const NOTE = { by: 'bob', text: 'hello' };

/** Adapters carry the tenant themselves, whatever the use case has looked at before. */
describe('The row of another tenant', () => {
  let harness: OperatorHarness;
  let service: Knex;
  before(async () => {
    harness = await openOperatorHarness();
    const options = { poolSize: 1, applicationName: 'test', timeoutMs: 10_000 };
    service = openDatabase({ url: harness.logs.serviceUrl, ...options });
  });
  after(async () => {
    await service.destroy();
    await harness.close();
  });

  const asOther = (job: Job): Job => ({ ...job, tenantId: 'other' });
  const toAttempt = (fence: Job): NewAttempt => ({
    ...{ fence, hold: false, actor: 'bob', reason: null, requestId: null, userId: null },
    ...{ requested: null, searchSpec: null, report: null, format: null },
  });

  const WRITES: [string, 'registered' | 'running', (job: Job) => Promise<Job | undefined>][] = [
    ['noteStart', 'registered', (job) => noteStart(job)],
    ['beginAttempt', 'running', (job) => harness.logs.executionLog.beginAttempt(toAttempt(job), signal)],
    ['closeLostRun', 'running', (job) => harness.logs.executionLog.closeLostRun(job, 'closed', signal)],
    ['cancelUnclaimed', 'registered', (job) => harness.operatorLog.cancelUnclaimed(job, NOTE, signal)],
    ['comment', 'running', (job) => harness.operatorLog.comment(job, NOTE, signal)],
  ];
  const noteStart = ({ id: jobId, tenantId, runAttempt }: Job) =>
    harness.logs.executionLog.noteStart({ jobId, tenantId, runAttempt, reason: 'not yet' }, signal);

  for (const [name, make, write] of WRITES) {
    it(`is not written by ${name}`, async () => {
      const job = await harness[make]();
      assert.equal(await write(asOther(job)), undefined);
      assert.deepEqual(await harness.logs.load(job.id), job);
      assert.ok(await write(job));
    });
  }

  it('is not deleted, and its file is not forgotten', async () => {
    const { job, file } = await harness.completed();
    assert.equal(await harness.operatorLog.markDeleted(asOther(job), NOTE, signal), undefined);
    const deleted = await harness.operatorLog.markDeleted(job, NOTE, signal);
    await harness.operatorLog.forgetFile({ ...file, tenantId: 'other' }, 'bob', signal);
    assert.deepEqual(await harness.logs.load(job.id), deleted);
  });

  it('gives neither its file nor its history', async () => {
    const { job, file } = await harness.completed();
    const history = createJobHistory(service);
    const page = { limit: 10, offset: 0 };
    assert.equal(await harness.logs.executionLog.findFile(asOther(job), signal), undefined);
    assert.deepEqual(await history.list(asOther(job), page, signal), { entries: [], total: 0 });
    assert.deepEqual(await harness.logs.executionLog.findFile(job, signal), file);
    assert.notEqual((await history.list(job, page, signal)).total, 0);
  });
});
