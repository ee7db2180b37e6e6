import assert from 'node:assert/strict';

import { AppError } from '../../src/domain/errors.ts';
import type { Job, JobState } from '../../src/domain/job.ts';
import type { Kickstart } from '../../src/jobs/kickstart.ts';
import { aFile, aRun, DEFINITION, site, STUDY } from '../support/jobs.ts';
import { aKickstart, createTestKickstart } from '../support/kickstarts.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';
import { createSimulatedTemporal, type Delivery, type SimulatedTemporal } from './model/simulatedTemporal.ts';

const signal = new AbortController().signal;

describe('kickstartJob', () => {
  let logs: Logs;
  let temporal: SimulatedTemporal;
  let calls: string[];
  let delivery: Delivery;
  before(async () => {
    logs = await openLogs();
  });
  after(() => logs.close());
  beforeEach(() => {
    calls = [];
    delivery = 'answered';
    temporal = createSimulatedTemporal({
      deliver: (label) => {
        calls.push(label);
        return Promise.resolve(delivery);
      },
      onRun: () => undefined,
    });
  });

  const kickstart = (wanted: Kickstart, deps = {}): Promise<Job> =>
    createTestKickstart({ executionLog: logs.executionLog, starter: temporal.starter, ...deps })(
      wanted,
      new AbortController().signal,
    );
  const refusal = (wanted: Kickstart, deps = {}): Promise<string> =>
    kickstart(wanted, deps).then(
      ({ state }) => `accepted as ${state}`,
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    );
  const ask = (job: Job, changes: Partial<Kickstart> = {}) => aKickstart({ jobId: job.id, ...changes });

  const queued = () => kickstart(aKickstart({ requested: { fieldSpecs: site('701'), extFieldSpecs: [] } }));
  /** A job whose open run has claimed it. */
  const running = async (): Promise<Job> => {
    const { id } = await queued();
    const open = temporal.findOpen(id);
    assert.ok(open);
    await logs.runLog.change(aRun(id, { runId: open.runId }), { kind: 'claim' }, signal);
    return logs.load(id);
  };
  const inState = async (state: JobState): Promise<Job> => {
    const job = await running();
    await logs.force(job.id, state);
    return logs.load(job.id);
  };
  const closeRun = (job: Job) => {
    const open = temporal.findOpen(job.id);
    assert.ok(open);
    temporal.close(open, 'TERMINATED.');
  };
  const attemptsOf = (job: Job) =>
    temporal
      .runs()
      .filter(({ jobId }) => jobId === job.id)
      .map(({ runAttempt }) => runAttempt);

  describe('of an unknown job', () => {
    it('registers the default report as CSV and starts its first run', async () => {
      const job = await kickstart(aKickstart());
      const { state, runAttempt, reportId, format, studyId, studyName, studyMode, fieldSpecs, userId } = job;
      assert.deepEqual(
        { state, runAttempt, reportId, format, studyId, studyName, studyMode, fieldSpecs, userId },
        {
          state: 'QUEUED',
          runAttempt: 1,
          reportId: DEFINITION.id,
          format: 'CSV',
          studyId: STUDY.id,
          studyName: STUDY.name,
          studyMode: 'test',
          fieldSpecs: [],
          userId: 'ann',
        },
      );
      assert.deepEqual(attemptsOf(job), [1]);
      assert.deepEqual(await logs.load(job.id), job);
    });

    it('registers the report and format that the call names', async () => {
      const job = await kickstart(aKickstart({ reportId: DEFINITION.id, format: 'csv' }), {
        defaults: { study: null, tenant: null },
      });
      assert.deepEqual([job.reportId, job.format], [DEFINITION.id, 'CSV']);
    });

    const REFUSED: [string, Partial<Kickstart>, string][] = [
      ['an unknown report', { reportId: '0'.repeat(32) }, 'REPORT_NOT_FOUND'],
      ['a format that the report does not offer', { format: 'PDF' }, 'BAD_FORMAT'],
      ['an unknown study', { studyId: '0'.repeat(32) }, 'STUDY_NOT_FOUND'],
      ['a study report without a study', { studyId: null, reportId: DEFINITION.id }, 'STUDY_REQUIRED'],
      ['a study report without a mode', { mode: null }, 'STUDY_REQUIRED'],
      [
        'a field that the report does not have',
        {
          requested: {
            fieldSpecs: [{ fieldName: 'X', fieldType: 'list', fieldValueList: ['1'] }],
            extFieldSpecs: [],
          },
        },
        'FIELD_UNKNOWN',
      ],
      ['a tenant without a default report', { studyId: undefined, mode: null }, 'JOB_NOT_FOUND'],
    ];
    for (const [what, changes, code] of REFUSED) {
      it(`refuses ${what} and writes nothing`, async () => {
        const wanted = aKickstart(changes);
        assert.equal(await refusal(wanted), code);
        assert.equal(await logs.executionLog.find(wanted.jobId, signal), undefined);
        assert.deepEqual(calls, []);
      });
    }

    it('is accepted while the clinical store is away: the run will find out', async () => {
      const studies = { findStudy: () => Promise.reject(new AppError('CLINICAL_UNAVAILABLE')) };
      const job = await kickstart(aKickstart(), { studies });
      assert.deepEqual([job.state, job.studyId, job.studyName], ['QUEUED', STUDY.id, null]);
    });

    it('passes a right that is missing on, before anything is written', async () => {
      const wanted = aKickstart({
        authorize: () => {
          throw new AppError('UNAUTHORIZED');
        },
      });
      assert.equal(await refusal(wanted), 'UNAUTHORIZED');
      assert.equal(await logs.executionLog.find(wanted.jobId, signal), undefined);
    });
  });

  describe('of a job that is to be worked on', () => {
    it('makes no second run where its run is open', async () => {
      for (const job of [await queued(), await running(), await inState('PAUSED')]) {
        assert.deepEqual(await kickstart(ask(job)), await logs.load(job.id));
        assert.deepEqual(attemptsOf(job), [1]);
        assert.equal((await logs.load(job.id)).objectVersionNumber, job.objectVersionNumber);
      }
    });

    it('repeats the start of the same attempt where Temporal knows of no run and none has claimed the row', async () => {
      const job = await queued();
      temporal.forgetEverything();
      assert.equal((await kickstart(ask(job))).runAttempt, 1);
      assert.deepEqual(attemptsOf(job), [1]);
    });

    it('makes a new attempt where the run of this one closed without claiming the row', async () => {
      const job = await queued();
      closeRun(job);
      assert.equal((await kickstart(ask(job))).runAttempt, 2);
      assert.deepEqual(attemptsOf(job), [1, 2]);
    });

    for (const [what, lose] of [
      ['closed', closeRun],
      [
        'gone',
        () => {
          temporal.forgetEverything();
        },
      ],
    ] as const) {
      it(`makes a new attempt where the run that claimed the row is ${what}`, async () => {
        const job = await running();
        lose(job);
        const next = await kickstart(ask(job));
        assert.deepEqual([next.state, next.runAttempt, next.runId, next.hold], ['QUEUED', 2, null, false]);
        assert.equal(attemptsOf(job).at(-1), 2);
      });

      it(`makes a new attempt that holds where a paused job's run is ${what}`, async () => {
        const job = await inState('PAUSED');
        lose(job);
        const next = await kickstart(ask(job));
        assert.deepEqual([next.state, next.runAttempt, next.hold], ['QUEUED', 2, true]);
      });
    }

    it('answers the row as it stands where Temporal does not say', async () => {
      const job = await running();
      closeRun(job);
      delivery = 'undelivered';
      assert.deepEqual(await kickstart(ask(job)), job);
    });

    it('completes the job where its lost run had committed the file', async () => {
      const job = await running();
      const run = aRun(job.id, { runId: job.runId ?? '' });
      await logs.runLog.beginRender(run, 1, signal);
      await logs.runLog.commitFile(run, 1, aFile(run), signal);
      closeRun(job);
      const answer = await kickstart(ask(job));
      assert.deepEqual([answer.state, answer.runAttempt], ['COMPLETED', 1]);
      assert.deepEqual(attemptsOf(job), [1]);
    });
  });

  describe('of a job that is over', () => {
    for (const state of ['FAILED', 'CANCELLED', 'EXPIRED'] as const) {
      it(`makes a new run of the same job where it is ${state}, with its own field specs or the stored ones`, async () => {
        const job = await inState(state);
        closeRun(job);
        const next = await kickstart(ask(job));
        assert.deepEqual([next.state, next.runAttempt], ['QUEUED', 2]);
        assert.deepEqual(next.fieldSpecs, site('701'));
        const other = await inState(state);
        closeRun(other);
        const requested = { fieldSpecs: site('702'), extFieldSpecs: [] };
        const changed = await kickstart(
          ask(other, { requested, caller: { tenantId: 'acme', userId: 'bob' } }),
        );
        assert.deepEqual([changed.runAttempt, changed.userId], [2, 'bob']);
        assert.deepEqual(changed.fieldSpecs, site('702'));
      });
    }

    it('renders nothing again where it is COMPLETED, and asks Temporal nothing', async () => {
      const job = await inState('COMPLETED');
      calls = [];
      assert.deepEqual(await kickstart(ask(job)), job);
      assert.deepEqual(calls, []);
    });

    it('is refused where it is DELETED', async () => {
      assert.equal(await refusal(ask(await inState('DELETED'))), 'JOB_DELETED');
    });
  });

  describe('whose start is not confirmed', () => {
    for (const lost of ['undelivered', 'unanswered'] as const) {
      it(`is accepted with a reason, and repeated with the same attempt by the next call (${lost})`, async () => {
        delivery = lost;
        const job = await queued();
        assert.equal(job.state, 'QUEUED');
        assert.match(job.reason ?? '', /^The order is kept\./);
        delivery = 'answered';
        assert.equal((await kickstart(ask(job))).runAttempt, 1);
        assert.deepEqual(attemptsOf(job), [1]);
      });
    }

    it('keeps its field specs: a call with others is refused, and the first order is what runs', async () => {
      delivery = 'unanswered';
      const job = await queued();
      delivery = 'answered';
      const requested = { fieldSpecs: site('702'), extFieldSpecs: [] };
      assert.equal(await refusal(ask(job, { requested })), 'JOB_DIFFERS');
      assert.deepEqual((await logs.load(job.id)).fieldSpecs, site('701'));
      assert.deepEqual(attemptsOf(job), [1]);
    });

    it('does not note that the start is missing once a run has claimed the row', async () => {
      const { starter } = temporal;
      const claimsAtOnce = {
        ...starter,
        start: async (request: Parameters<typeof starter.start>[0]) => {
          await starter.start(request, signal);
          await logs.runLog.change(aRun(request.jobId), { kind: 'claim' }, signal);
          return 'unconfirmed' as const;
        },
      };
      const job = await kickstart(aKickstart(), { starter: claimsAtOnce });
      assert.deepEqual([job.state, job.reason], ['RUNNING', null]);
    });
  });
});
