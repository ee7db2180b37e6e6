import assert from 'node:assert/strict';

import { AppError } from '../../src/domain/errors.ts';
import type { Job } from '../../src/domain/job.ts';
import { createListReports } from '../../src/jobs/listReports.ts';
import { createOrderJob } from '../../src/jobs/orderJob.ts';
import { createOrderScheduled, type ScheduledOrder } from '../../src/jobs/orderScheduled.ts';
import { createId, DEFINITION, STUDY } from '../support/jobs.ts';
import { kickstartDeps } from '../support/kickstarts.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';
import { createSimulatedTemporal } from './model/simulatedTemporal.ts';

const WINDOW = { name: 'PERIOD', otherNames: ['dateRange'], label: 'Period', type: 'date' } as const;
const REPORT = {
  ...DEFINITION,
  fields: [...DEFINITION.fields, { ...WINDOW, filters: { column: 'PERIOD' } }],
};
const TENANT_REPORT = { ...DEFINITION, id: createId(), name: 'Training', level: 'tenant' as const };

describe('orderScheduled', () => {
  let logs: Logs;
  before(async () => {
    logs = await openLogs();
  });
  after(() => logs.close());

  const deps = () => {
    const { starter } = createSimulatedTemporal({
      deliver: () => Promise.resolve('answered'),
      onRun: () => undefined,
    });
    const entries = [REPORT, TENANT_REPORT].map((definition) => ({ definition, sha256: '' }));
    const catalogue = {
      list: () => entries,
      find: (id: string) => entries.find(({ definition }) => definition.id === id),
    };
    return kickstartDeps({ executionLog: logs.executionLog, starter, catalogue });
  };
  const order = (members: ScheduledOrder['members'], changes: Partial<ScheduledOrder> = {}): Promise<Job> => {
    const all = deps();
    const orderJob = createOrderJob({ ...all, keyKeptMs: 1_000 });
    return createOrderScheduled({ ...all, orderJob })(
      {
        ...{ reportId: null, reportName: 'Subject Data Extract', format: null, members },
        caller: { tenantId: 'acme', userId: 'scheduler' },
        ...{ requestId: 'r-1', authorize: () => undefined, idempotencyKey: null, ...changes },
      },
      new AbortController().signal,
    );
  };
  const refusal = (members: ScheduledOrder['members'], changes: Partial<ScheduledOrder> = {}) =>
    order(members, changes).then(
      ({ state }) => `accepted as ${state}`,
      (error: unknown) =>
        error instanceof AppError ? `${error.code} ${error.details ?? ''}` : String(error),
    );
  const inStudy = { studyId: STUDY.id, mode: 'test' };

  it('orders the named report for the study and mode of its members', async () => {
    const job = await order(inStudy, { reportName: 'subject data EXTRACT' });
    assert.deepEqual(
      [job.reportId, job.studyId, job.studyMode, job.userId, job.fieldSpecs],
      [DEFINITION.id, STUDY.id, 'test', 'scheduler', []],
    );
  });

  it('reads values that commas separate, a JSON array, and none', async () => {
    const { fieldSpecs } = await order({
      ...inStudy,
      siteid: '701, 702',
      COUNTRY: '["Korea, Republic of","USA"]',
      dateRange: '2025-01-01,',
    });
    assert.deepEqual(fieldSpecs, [
      { fieldName: 'SITEID', fieldType: 'list', fieldValueList: ['701', '702'] },
      { fieldName: 'COUNTRY', fieldType: 'list', fieldValueList: ['Korea, Republic of', 'USA'] },
      { fieldName: 'PERIOD', fieldType: 'date', fieldValueList: ['2025-01-01', ''] },
    ]);
    assert.deepEqual((await order({ ...inStudy, SITEID: '' })).fieldSpecs, []);
  });

  it('orders a report of the tenant without a study', async () => {
    const job = await order({ studyId: 'null', mode: '' }, { reportId: TENANT_REPORT.id, reportName: null });
    assert.deepEqual([job.reportId, job.studyId, job.studyMode], [TENANT_REPORT.id, null, null]);
  });

  const refusals: [string, ScheduledOrder['members'], Partial<ScheduledOrder>, RegExp][] = [
    [
      'an unknown member',
      { ...inStudy, X: '1' },
      {},
      /^BODY_SHAPE X: .*allowed: studyId, mode, SITEID, COUNTRY, PERIOD\.$/,
    ],
    ['a bad study id', { studyId: '1', mode: 'test' }, {}, /^BAD_STUDY_ID .*32/],
    ['a bad mode', { ...inStudy, mode: 'TEST' }, {}, /^BAD_MODE .*test, active, training/],
    ['a value that does not fit', { ...inStudy, PERIOD: 'soon' }, {}, /^FIELD_VALUE .*YYYY/],
    ['an unknown name', inStudy, { reportName: 'Nothing' }, /^REPORT_NOT_FOUND/],
    ['an unknown id', inStudy, { reportId: createId(), reportName: null }, /^REPORT_NOT_FOUND/],
    ['the id and name of two reports', inStudy, { reportId: TENANT_REPORT.id }, /^BAD_PARAMETER/],
    ['no report where there is no default', {}, { reportName: null }, /^REPORT_REQUIRED/],
    ['a study for a report of the tenant', inStudy, { reportName: 'Training' }, /^STUDY_NOT_ALLOWED/],
    ['no study for one of a study', {}, {}, /^STUDY_REQUIRED/],
  ];
  for (const [what, members, changes, expected] of refusals) {
    it(`refuses ${what}`, async () => {
      assert.match(await refusal(members, changes), expected);
    });
  }

  it('looks at the right before the report and its members', async () => {
    const authorize = () => {
      throw new AppError('UNAUTHORIZED');
    };
    assert.match(
      await refusal({ ...inStudy, X: '1' }, { authorize, reportName: 'Nothing' }),
      /^UNAUTHORIZED/,
    );
  });

  describe('listReports', () => {
    const list = (studyId: string | null, mayRun: (mode: string | null) => boolean = () => true) =>
      createListReports(deps())(
        {
          ...{ tenantId: 'acme', studyId, mode: null },
          authorize: ({ mode }) => {
            if (!mayRun(mode)) throw new AppError('UNAUTHORIZED');
          },
        },
        new AbortController().signal,
      );
    const namesOf = async (...asked: Parameters<typeof list>) =>
      (await list(...asked)).map(({ name }) => name);

    it('lists the reports of a study, or those of the tenant', async () => {
      assert.deepEqual(await namesOf(STUDY.id), ['Subject Data Extract']);
      assert.deepEqual(await namesOf(null), ['Training']);
    });

    it('takes the right in one of the modes, and refuses where there is none', async () => {
      assert.deepEqual(await namesOf(STUDY.id, (mode) => mode === 'active'), ['Subject Data Extract']);
      await assert.rejects(
        list(STUDY.id, () => false),
        { code: 'UNAUTHORIZED' },
      );
      await assert.rejects(
        list(null, () => false),
        { code: 'UNAUTHORIZED' },
      );
    });

    it('refuses an unknown study', async () => {
      await assert.rejects(list(createId()), { code: 'STUDY_UNKNOWN' });
    });
  });
});
