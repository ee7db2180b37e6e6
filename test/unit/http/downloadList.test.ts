import assert from 'node:assert/strict';

import {
  A_MOMENT,
  JOB_ID,
  readError,
  REPORT_ID,
  signToken,
  startApp,
  STUDY_ID,
  type RunningApp,
} from './startApp.ts';
import { bearer } from './tokens.ts';

const LIST_PATH = '/ec-reporting-svc/rest/v2.0/reportmetadata/downloadList';
const AS_OF = '2025-06-04T11:27:52.014Z_750:760:755';
const inStudy = `${LIST_PATH}?mode=test&studyId=${STUDY_ID}&limit=1&offset=0`;

describe('GET /v2.0/reportmetadata/downloadList', () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  beforeEach(() => {
    app.lists.length = 0;
  });
  after(() => app.stop());

  const queryOf = async (path: string) => {
    const response = await app.send(path);
    assert.equal(response.status, 200, await response.clone().text());
    const [query] = app.lists;
    assert.ok(query);
    return query;
  };

  it('answers a wrapped page, each entry an ExecutionLog with its downloadId', async () => {
    const body = (await (await app.send(inStudy)).json()) as {
      result: { reportRunStatus: Record<string, unknown>[] };
    }; // test data
    const { reportRunStatus, ...page } = body.result;
    assert.deepEqual(
      { ...body, result: page },
      {
        status: 'success',
        result: {
          ...{ count: 1, hasMore: 'true', limit: 1, offset: 0, reportId: null, totalResults: 3 },
          asOf: AS_OF,
        },
        errorData: null,
      },
    );
    const [entry = {}] = reportRunStatus;
    assert.deepEqual([entry['id'], entry['downloadId'], entry['rptRunStatus']], [JOB_ID, JOB_ID, 'QUEUED']);
  });

  it('says as a string that there are no more', async () => {
    const last = inStudy.replace('offset=0', 'offset=2');
    const body = (await (await app.send(last)).json()) as { result: { hasMore: unknown } }; // test data
    assert.equal(body.result.hasMore, 'false');
  });

  it('hands every filter on', async () => {
    const kickoff = 'kickoffFrom=2026-01-01T00:00:00Z&kickoffTo=2026-02-01T00:00:00%2B01:00';
    const more = `&rptId=${REPORT_ID.toLowerCase()}&userId=ann&status=FAILED,CANCELLED&status=DELETED&${kickoff}`;
    const { authorize, ...query } = await queryOf(`${inStudy}${more}&asOf=${encodeURIComponent(AS_OF)}`);
    assert.deepEqual(query, {
      ...{ tenantId: 'acme', studyId: STUDY_ID, mode: 'test', reportId: REPORT_ID, userId: 'ann' },
      states: ['FAILED', 'CANCELLED', 'DELETED'],
      kickoffFrom: new Date('2026-01-01T00:00:00Z'),
      kickoffTo: new Date('2026-01-31T23:00:00Z'),
      ...{ limit: 1, offset: 0, asOf: A_MOMENT },
    });
  });

  it('asks for the tenant’s own jobs without a study', async () => {
    const { studyId, mode, states, asOf } = await queryOf(`${LIST_PATH}?limit=5000&offset=2147483647`);
    assert.deepEqual([studyId, mode, states, asOf], [null, null, null, null]);
  });

  const refusals: [string, string, string, RegExp][] = [
    ['no limit', inStudy.replace('&limit=1', ''), 'REPT_400_PARAMETER', /limit.*1 to 5000/],
    ['no offset', inStudy.replace('&offset=0', ''), 'REPT_400_PARAMETER', /offset.*0 to 2147483647/],
    ...['0', '5001', '-1', '1.5', '1e3', '', 'x', '+5', '0x10'].map(
      (limit): [string, string, string, RegExp] => [
        `the limit ${limit}`,
        inStudy.replace('limit=1', `limit=${encodeURIComponent(limit)}`),
        'REPT_400_PARAMETER',
        /limit.*1 to 5000/,
      ],
    ),
    ['too far an offset', inStudy.replace('offset=0', 'offset=2147483648'), 'REPT_400_PARAMETER', /offset/],
    ['a limit given twice', `${inStudy}&limit=2`, 'REPT_400_PARAMETER', /once/],
    ['an unknown state', `${inStudy}&status=DONE`, 'REPT_400_PARAMETER', /QUEUED, RUNNING/],
    ['an empty state', `${inStudy}&status=`, 'REPT_400_PARAMETER', /status/],
    ['a report id of other length', `${inStudy}&rptId=1`, 'REPT_400_REPORT_ID', /rptId.*32/],
    ['an empty user', `${inStudy}&userId=`, 'REPT_400_PARAMETER', /userId/],
    ['a NUL in the user', `${inStudy}&userId=%00`, 'REPT_400_PARAMETER', /userId/],
    ['a day as a time', `${inStudy}&kickoffFrom=2026-01-01`, 'REPT_400_PARAMETER', /kickoffFrom.*ISO 8601/],
    ['a day that is none', `${inStudy}&kickoffTo=2026-02-30T00:00:00Z`, 'REPT_400_PARAMETER', /kickoffTo/],
    ['another asOf', `${inStudy}&asOf=2026-01-01T00:00:00Z`, 'REPT_400_PARAMETER', /asOf.*unchanged/],
    ['a bad study', inStudy.replace(STUDY_ID, '1'), 'REPT_400_STUDY_ID', /32/],
    ['a bad mode', inStudy.replace('=test', '=design'), 'REPT_400_MODE', /test, active, training/],
  ];
  for (const [what, path, errorCode, details] of refusals) {
    it(`refuses ${what}`, async () => {
      const response = await app.send(path);
      const error = await readError(response);
      assert.deepEqual([response.status, error.errorCode], [400, errorCode]);
      assert.match(error.details ?? '', details);
      assert.deepEqual(app.lists, []);
    });
  }

  it('answers 403 to a caller without the right', async () => {
    const token = await signToken({ rights: ['ReportingPost'] });
    const response = await app.send(inStudy, bearer(token));
    assert.deepEqual([response.status, (await readError(response)).errorCode], [403, 'REPT_403']);
  });
});
