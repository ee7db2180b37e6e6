import assert from 'node:assert/strict';

import { openDatabase } from '../../src/db/connection.ts';
import { createJobList } from '../../src/db/jobList.ts';
import { AppError } from '../../src/domain/errors.ts';
import { createDescribeReport, type ReportQuery } from '../../src/jobs/describeReport.ts';
import type { FieldValueQuery } from '../../src/jobs/ports.ts';
import { aNewJob, createId, DEFINITION, STUDY } from '../support/jobs.ts';
import { kickstartDeps } from '../support/kickstarts.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';
import { createSimulatedTemporal } from './model/simulatedTemporal.ts';

const signal = new AbortController().signal;
const TENANT_REPORT = { ...DEFINITION, id: createId(), level: 'tenant' as const };

describe('describeReport', () => {
  let logs: Logs;
  let knex: ReturnType<typeof openDatabase>;
  let asked: FieldValueQuery[];
  before(async () => {
    logs = await openLogs();
    knex = openDatabase({ url: logs.serviceUrl, poolSize: 2, applicationName: 'test', timeoutMs: 10_000 });
  });
  after(async () => {
    await knex.destroy();
    await logs.close();
  });
  beforeEach(() => {
    asked = [];
  });

  const describeReport = (changes: Partial<ReportQuery> = {}) => {
    const { starter } = createSimulatedTemporal({
      deliver: () => Promise.resolve('answered'),
      onRun: () => undefined,
    });
    const { catalogue, studies } = kickstartDeps({ executionLog: logs.executionLog, starter });
    const tenants = { definition: TENANT_REPORT, sha256: '' };
    return createDescribeReport({
      studies,
      catalogue: {
        ...catalogue,
        find: (id) => (id === TENANT_REPORT.id ? tenants : catalogue.find(id)),
      },
      jobList: createJobList(knex),
      fieldValues: {
        find: (query) => {
          asked.push(query);
          return Promise.resolve(new Map([['SITEID', { values: [], isCut: true }]]));
        },
      },
    })(
      {
        ...{ tenantId: 'acme', studyId: STUDY.id, mode: 'test', reportId: DEFINITION.id },
        ...{ fieldName: null, chosen: [], authorize: () => undefined, ...changes },
      },
      signal,
    );
  };

  it('answers the fields with their values and the last ten jobs of the report', async () => {
    const ids: string[] = [];
    for (let made = 0; made < 12; made += 1) {
      const job = await logs.executionLog.register(aNewJob(), signal);
      ids.unshift(job?.id ?? '');
    }
    await logs.executionLog.register(aNewJob({ studyMode: 'active' }), signal);
    const definition = { ...DEFINITION, id: createId() };
    await logs.executionLog.register(aNewJob({ report: { definition, sha256: '' } }), signal);
    const { fields, lastJobs } = await describeReport();
    assert.deepEqual(
      fields.map(({ field, values }) => [field.name, values?.isCut ?? null]),
      [
        ['SITEID', true],
        ['COUNTRY', null],
      ],
    );
    assert.deepEqual(lastJobs.map(({ id }) => id).toSorted(), ids.slice(0, 10).toSorted());
  });

  it('looks up the one field that is asked for, narrowed by what was chosen', async () => {
    const chosen = ['USA', 'DNK'].map((value) => ({ fieldName: 'country', value }));
    const { fields } = await describeReport({ fieldName: 'siteid', chosen });
    assert.deepEqual(
      fields.map(({ field }) => field.name),
      ['SITEID'],
    );
    assert.deepEqual(
      asked.map((query) => [query.fields.map(({ name }) => name), query.chosen]),
      [[['SITEID'], [{ name: 'COUNTRY', type: 'list', values: ['USA', 'DNK'] }]]],
    );
  });

  const refusals: [string, Partial<ReportQuery>, string][] = [
    ['an unknown report', { reportId: createId() }, 'REPORT_UNKNOWN'],
    ['a report of the tenant', { reportId: TENANT_REPORT.id }, 'REPORT_UNKNOWN'],
    ['an unknown study', { studyId: createId() }, 'STUDY_NOT_FOUND'],
    ['an unknown field', { fieldName: 'NOTHING' }, 'FIELD_UNKNOWN'],
    ['a choice in an unknown field', { chosen: [{ fieldName: 'X', value: '1' }] }, 'FIELD_UNKNOWN'],
  ];
  for (const [what, changes, code] of refusals) {
    it(`refuses ${what} and looks nothing up`, async () => {
      await assert.rejects(describeReport(changes), { code });
      assert.deepEqual(asked, []);
    });
  }

  it('looks at the right before anything else', async () => {
    const authorize = () => {
      throw new AppError('FORBIDDEN');
    };
    const changes = { authorize, studyId: createId(), reportId: createId() };
    await assert.rejects(describeReport(changes), { code: 'FORBIDDEN' });
  });
});
