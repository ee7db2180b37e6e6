import assert from 'node:assert/strict';

import { JOB_PATH, readError, REPORT_ID, startApp, STUDY_ID, type RunningApp } from './startApp.ts';

const PATH = '/ec-reporting-svc/rest/v1.0/scheduled/reports';
const MEMBERS = { studyId: STUDY_ID, mode: 'test', SITEID: '701,702' };
const json = (body: unknown) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'idempotency-key': '"k"' },
  body: JSON.stringify(body),
});

describe('POST /v1.0/scheduled/reports', () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  beforeEach(() => {
    app.scheduled.length = 0;
  });
  after(() => app.stop());

  const bodies: [string, unknown][] = [
    ['an object of string pairs', MEMBERS],
    ['a string that holds one', JSON.stringify(MEMBERS)],
  ];
  for (const [what, body] of bodies) {
    it(`takes ${what} and answers 202 with the job`, async () => {
      const query = `reportid=${REPORT_ID}&reportName=Subject%20Data%20Extract&format=CSV`;
      const response = await app.send(`${PATH}?${query}`, json(body));
      assert.equal(response.status, 202, await response.clone().text());
      assert.equal(response.headers.get('location'), `${JOB_PATH}?mode=test&studyId=${STUDY_ID}`);
      const [order] = app.scheduled;
      assert.ok(order);
      const { authorize, requestId, ...said } = order;
      assert.deepEqual(said, {
        ...{ reportId: REPORT_ID, reportName: 'Subject Data Extract', format: 'CSV' },
        members: MEMBERS,
        caller: { tenantId: 'acme', userId: 'user-1' },
        idempotencyKey: 'k',
      });
    });
  }

  const refused = [[], 1, null, 'x', '[]', { a: 1 }, { a: ['b'] }, { a: null }, { a: '\0' }, { '': 'b' }];
  for (const body of [...refused, { a: '\ud800' }, '{"a":1}']) {
    it(`refuses ${JSON.stringify(body)}`, async () => {
      const response = await app.send(PATH, json(body));
      const error = await readError(response);
      assert.deepEqual([response.status, error.errorCode], [400, 'REPT_400_BODY']);
      assert.match(error.details ?? '', /JSON object .* string pairs/);
      assert.deepEqual(app.scheduled, []);
    });
  }
});
