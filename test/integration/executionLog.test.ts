import assert from 'node:assert/strict';

import { AppError } from '../../src/domain/errors.ts';
import type { Job } from '../../src/domain/job.ts';
import type { NewAttempt, NewJob, ReportFile } from '../../src/jobs/ports.ts';
import { aFile, aNewJob, aRun, createId, DEFINITION, site } from '../support/jobs.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';

const signal = new AbortController().signal;

describe('ExecutionLog', () => {
  let logs: Logs;
  before(async () => {
    logs = await openLogs();
  });
  after(() => logs.close());

  const register = async (changes: Partial<NewJob> = {}): Promise<Job> => {
    const job = await logs.executionLog.register(aNewJob(changes), signal);
    assert.ok(job);
    return job;
  };
  /** A job whose run has committed its file and died before it could say so. */
  const commit = async (): Promise<{ job: Job; file: ReportFile }> => {
    const { id } = await register();
    const run = aRun(id);
    const file = aFile(run);
    await logs.runLog.change(run, { kind: 'claim' }, signal);
    await logs.runLog.beginRender(run, 1, signal);
    assert.deepEqual(await logs.runLog.commitFile(run, 1, file, signal), { outcome: 'written' });
    return { job: await logs.load(id), file };
  };
  const anAttempt = (fence: Job, changes: Partial<NewAttempt> = {}): NewAttempt => ({
    fence,
    hold: false,
    actor: 'bob',
    reason: null,
    requestId: 'request-2',
    userId: 'bob',
    requested: null,
    searchSpec: null,
    report: null,
    format: null,
    ...changes,
  });

  describe('register', () => {
    it('makes a QUEUED job of the first attempt that no run has claimed', async () => {
      const newJob = aNewJob();
      const job = await logs.executionLog.register(newJob, signal);
      assert.ok(job);
      const { id, state, runAttempt, runId, firstRunId, hold, objectVersionNumber, operationType } = job;
      assert.deepEqual(
        { id, state, runAttempt, runId, firstRunId, hold, objectVersionNumber, operationType },
        {
          id: newJob.id,
          state: 'QUEUED',
          runAttempt: 1,
          runId: null,
          firstRunId: null,
          hold: false,
          objectVersionNumber: 1,
          operationType: 'INSERT',
        },
      );
      assert.deepEqual(await logs.executionLog.find(newJob.id, signal), { job, definition: DEFINITION });
      assert.deepEqual(job.fieldSpecs, newJob.requested.fieldSpecs);
    });

    it('leaves the job of an id that is taken as it is', async () => {
      const { id } = await register();
      assert.equal(await logs.executionLog.register(aNewJob({ id, userId: 'bob' }), signal), undefined);
      assert.equal((await logs.load(id)).userId, 'ann');
    });

    it('lets one of 30 at once have the id', async () => {
      const id = createId();
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          logs.executionLog.register(aNewJob({ id, userId: `user ${index}` }), new AbortController().signal),
        ),
      );
      const registered = answers.filter((job) => job !== undefined);
      assert.equal(registered.length, 1);
      assert.equal((await logs.load(id)).userId, registered[0]?.userId);
    });

    it('says within the time that the caller has that the database does not answer', async () => {
      const held = AbortSignal.abort(new Error('the caller has gone'));
      await assert.rejects(
        logs.executionLog.register(aNewJob(), held),
        (error) => error instanceof AppError && error.code === 'DATABASE_UNAVAILABLE',
      );
    });
  });

  describe('beginAttempt', () => {
    it('begins QUEUED with the next attempt and nothing of the last one', async () => {
      const { id } = await register();
      const run = aRun(id);
      await logs.runLog.change(run, { kind: 'claim' }, signal);
      await logs.runLog.savePlan(run, { filters: [], header: [], estimatedRows: 1 }, signal);
      await logs.runLog.change(run, { kind: 'fail', reason: 'The study has no site 9.' }, signal);
      const failed = await logs.load(id);
      const job = await logs.executionLog.beginAttempt(anAttempt(failed), signal);
      assert.ok(job);
      const { state, runAttempt, runId, firstRunId, reason, startedAt, endedAt, userId, requestId } = job;
      assert.deepEqual(
        { state, runAttempt, runId, firstRunId, reason, startedAt, endedAt, userId, requestId },
        {
          state: 'QUEUED',
          runAttempt: 2,
          runId: null,
          firstRunId: null,
          reason: null,
          startedAt: null,
          endedAt: null,
          userId: 'bob',
          requestId: 'request-2',
        },
      );
      assert.ok(job.kickedOffAt >= failed.kickedOffAt);
      assert.deepEqual(job.fieldSpecs, site('701'));
      const [row] = await logs.asService('select plan from execution_log where job_id = :id', { id });
      assert.equal(row?.['plan'], null);
    });

    it('takes the field specs, report and format of the call where it names them', async () => {
      const job = await register();
      await logs.force(job.id, 'FAILED');
      const definition = { ...DEFINITION, id: createId(), name: 'Adverse Event Listing' };
      const change = anAttempt(
        { ...job, state: 'FAILED' },
        {
          requested: { fieldSpecs: [], extFieldSpecs: site('Site 701') },
          searchSpec: 'SITEID:Site 701',
          report: { definition, sha256: 'c'.repeat(64) },
          format: 'CSV',
        },
      );
      const next = await logs.executionLog.beginAttempt(change, signal);
      assert.ok(next);
      assert.deepEqual(next.fieldSpecs, []);
      assert.deepEqual(next.extFieldSpecs, site('Site 701'));
      assert.equal(next.searchSpec, 'SITEID:Site 701');
      assert.equal(next.reportName, 'Adverse Event Listing');
      assert.deepEqual((await logs.executionLog.find(job.id, signal))?.definition, definition);
    });

    it('forgets the filters as a person reads them where the call asks for no filter', async () => {
      const job = await register();
      await logs.force(job.id, 'FAILED');
      const requested = { fieldSpecs: [], extFieldSpecs: [] };
      const next = await logs.executionLog.beginAttempt(
        anAttempt({ ...job, state: 'FAILED' }, { requested }),
        signal,
      );
      assert.equal(next?.searchSpec, null);
    });

    const MOVES: [string, Partial<Job>][] = [
      ['state', { state: 'RUNNING' }],
      ['attempt', { runAttempt: 2 }],
      ['run', { runId: 'another' }],
    ];
    for (const [what, moved] of MOVES) {
      it(`changes nothing where the row's ${what} is not what was read`, async () => {
        const job = await register();
        const fence = { ...job, ...moved };
        assert.equal(await logs.executionLog.beginAttempt(anAttempt(fence), signal), undefined);
        assert.deepEqual(await logs.load(job.id), job);
      });
    }

    it('makes one of 20 attempts at once', async () => {
      const job = await register();
      await logs.force(job.id, 'FAILED');
      const answers = await Promise.all(
        Array.from({ length: 20 }, () =>
          logs.executionLog.beginAttempt(
            anAttempt({ ...job, state: 'FAILED' }),
            new AbortController().signal,
          ),
        ),
      );
      assert.equal(answers.filter((answer) => answer !== undefined).length, 1);
      assert.equal((await logs.load(job.id)).runAttempt, 2);
    });

    it('completes the job instead where the file of its attempt stands, and says so', async () => {
      const { job, file } = await commit();
      const completed = await logs.executionLog.beginAttempt(anAttempt(job), signal);
      assert.equal(completed?.state, 'COMPLETED');
      assert.equal(completed.runAttempt, 1);
      assert.equal(completed.fileStorageId, file.storageId);
      assert.match(completed.comment ?? '', /the file was complete before a new attempt was asked for/);
    });

    it('begins anew where the file was removed by retention', async () => {
      const { job } = await commit();
      await logs.force(job.id, 'EXPIRED');
      const next = await logs.executionLog.beginAttempt(anAttempt({ ...job, state: 'EXPIRED' }), signal);
      assert.ok(next);
      assert.deepEqual([next.state, next.runAttempt, next.fileStorageId], ['QUEUED', 2, null]);
    });

    it('keeps who ordered and why the run begins anew where nobody asked for it', async () => {
      const job = await register();
      const change = { actor: 'reconciliation', userId: null, requestId: null, reason: 'lost', hold: true };
      const next = await logs.executionLog.beginAttempt(anAttempt(job, change), signal);
      assert.ok(next);
      assert.deepEqual(
        [next.userId, next.requestId, next.reason, next.hold],
        ['ann', 'request-1', 'lost', true],
      );
    });
  });

  describe('noteStart', () => {
    it('notes once why no run has been seen', async () => {
      const { id } = await register();
      const note = { jobId: id, tenantId: 'acme', runAttempt: 1, reason: 'not yet' };
      assert.equal((await logs.executionLog.noteStart(note, signal))?.reason, 'not yet');
      assert.equal(await logs.executionLog.noteStart(note, signal), undefined);
      assert.equal((await logs.load(id)).objectVersionNumber, 2);
    });

    it('writes nothing once a run has claimed the row, or for another attempt', async () => {
      const { id } = await register();
      const note = { jobId: id, tenantId: 'acme', runAttempt: 2, reason: 'not yet' };
      assert.equal(await logs.executionLog.noteStart(note, signal), undefined);
      await logs.runLog.change(aRun(id), { kind: 'claim' }, signal);
      assert.equal(await logs.executionLog.noteStart({ ...note, runAttempt: 1 }, signal), undefined);
      assert.equal((await logs.load(id)).reason, null);
    });

    it('is gone from the row as soon as a run claims it', async () => {
      const { id } = await register();
      await logs.executionLog.noteStart(
        { jobId: id, tenantId: 'acme', runAttempt: 1, reason: 'not yet' },
        signal,
      );
      await logs.runLog.change(aRun(id), { kind: 'claim' }, signal);
      assert.equal((await logs.load(id)).reason, null);
    });
  });

  describe('closeLostRun', () => {
    it('fails the job with the reason', async () => {
      const job = await register();
      const closed = await logs.executionLog.closeLostRun(job, 'TERMINATED.', signal);
      assert.deepEqual([closed?.state, closed?.reason], ['FAILED', 'TERMINATED.']);
      assert.ok(closed?.endedAt);
    });

    it('completes the job instead where the file of its attempt stands, and says so', async () => {
      const { job, file } = await commit();
      const closed = await logs.executionLog.closeLostRun(job, 'TERMINATED.', signal);
      assert.deepEqual(
        [closed?.state, closed?.fileStorageId, closed?.reason],
        ['COMPLETED', file.storageId, null],
      );
      assert.match(closed?.comment ?? '', /the file was complete before its run was closed\. TERMINATED\./);
    });

    it('changes nothing where the row has moved on', async () => {
      const job = await register();
      await logs.runLog.change(aRun(job.id), { kind: 'claim' }, signal);
      assert.equal(await logs.executionLog.closeLostRun(job, 'TERMINATED.', signal), undefined);
      assert.equal((await logs.load(job.id)).state, 'RUNNING');
    });
  });
});
