import assert from 'node:assert/strict';

import { toExecutionLog } from '../../../src/http/schemas/executionLog.ts';
import { aJob, JOB_ID, REPORT_ID, STUDY_ID } from './startApp.ts';

describe('toExecutionLog', () => {
  it('has every member in its order, null where it has no value', () => {
    const expected = {
      comment: null,
      currSearchSpec: null,
      currSortSpec: null,
      fileStorageId: null,
      id: JOB_ID,
      objectVersionNumber: 1,
      operationType: 'INSERT',
      reason: null,
      recCount: null,
      rptFormat: 'CSV',
      rptId: REPORT_ID,
      rptKickoffDatetime: '2025-06-04T11:27:52.014Z',
      rptName: 'Subject Data Extract',
      rptNextRetryDatetime: null,
      rptRunStatus: 'QUEUED',
      rptStartDatetime: null,
      rptEndDatetime: null,
      runAttempt: 1,
      runProgress: null,
      studyId: STUDY_ID,
      studyMode: 'test',
      tenantId: 'acme',
      userId: 'user-1',
    };
    assert.equal(JSON.stringify(toExecutionLog(aJob())), JSON.stringify(expected));
  });

  it('gives times in UTC with milliseconds', () => {
    const at = new Date('2025-06-04T11:27:52Z');
    const log = toExecutionLog(aJob({ startedAt: at, endedAt: at, nextRetryAt: at }));
    assert.deepEqual(
      [log.rptStartDatetime, log.rptEndDatetime, log.rptNextRetryDatetime],
      Array.from({ length: 3 }, () => '2025-06-04T11:27:52.000Z'),
    );
  });

  const progress: [string, Parameters<typeof aJob>[0], unknown][] = [
    ['unknown', {}, null],
    ['begun', { progress: { rows: 0, totalRows: 10 } }, { rows: 0, totalRows: 10, percent: 0 }],
    [
      'rounded down',
      { progress: { rows: 199, totalRows: 1000 } },
      { rows: 199, totalRows: 1000, percent: 19 },
    ],
    ['all rows', { progress: { rows: 10, totalRows: 10 } }, { rows: 10, totalRows: 10, percent: 99 }],
    [
      'beyond the estimate',
      { progress: { rows: 20, totalRows: 10 } },
      { rows: 20, totalRows: 10, percent: 99 },
    ],
    ['of nothing', { progress: { rows: 0, totalRows: 0 } }, { rows: 0, totalRows: 0, percent: 0 }],
    [
      'without a total',
      { progress: { rows: 5, totalRows: null } },
      { rows: 5, totalRows: null, percent: null },
    ],
    [
      'of a file that stands',
      { state: 'COMPLETED', recordCount: 12, progress: { rows: 10, totalRows: 11 } },
      { rows: 12, totalRows: 12, percent: 100 },
    ],
  ];
  for (const [what, changes, expected] of progress) {
    it(`shows progress ${what}`, () => {
      assert.deepEqual(toExecutionLog(aJob({ state: 'RUNNING', ...changes })).runProgress, expected);
    });
  }
});
