import assert from 'node:assert/strict';

import { readError, REPORT_ID, type RunningApp, signToken, startApp, STUDY_ID } from './startApp.ts';

const PATH = `/ec-reporting-svc/rest/v1.0/studies/${STUDY_ID}/test/reports/direct`;
const PATH_V2 = PATH.replace('v1.0', 'v2.0');
const SECTION = { columns: ['A'], data: [['1']] };
const post = (body: unknown) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('POST …/studies/{studyId}/{mode}/reports/direct', () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  beforeEach(() => {
    app.directOrders.length = 0;
  });
  after(() => app.stop());

  it('hands over what was sent, and answers 202 with the ExecutionLog and where it is', async () => {
    const body = { reportSection: { sectiondata: SECTION, rptName: 'Subject Visit' } };
    const response = await app.send(`${PATH}?reportid=${REPORT_ID}&format=HTML`, post(body));
    assert.equal(response.status, 202);
    assert.match(response.headers.get('location') ?? '', /\/v1\.0\/report\/job\//);
    const { authorize, requestId, ...order } = app.directOrders[0] ?? assert.fail();
    assert.equal(typeof authorize, 'function');
    assert.equal(requestId, response.headers.get('x-request-id'));
    assert.deepEqual(order, {
      ...{ studyId: STUDY_ID, mode: 'test', reportId: REPORT_ID, format: 'HTML', name: 'Subject Visit' },
      table: { columns: ['A'], rows: [['1']], headers: [] },
      caller: { tenantId: 'acme', userId: 'user-1' },
    });
  });

  it('needs the report in version 1, and not in version 2', async () => {
    const body = post({ reportSection: { result: SECTION } });
    const refused = await app.send(PATH, body);
    assert.equal(refused.status, 400);
    assert.equal((await readError(refused)).errorCode, 'REPT_400_REPORT_ID');
    assert.equal((await app.send(PATH_V2, body)).status, 202);
    assert.deepEqual(
      app.directOrders.map(({ reportId }) => reportId),
      [null],
    );
  });

  it('answers 500 where the payload of version 2 is empty, as documented', async () => {
    for (const init of [{ method: 'POST' }, post({})]) {
      const response = await app.send(PATH_V2, init);
      assert.equal(response.status, 500);
      assert.equal((await readError(response)).errorCode, 'REPT_500_EMPTY');
    }
  });

  it('asks for the right before it reads a body', async () => {
    const token = await signToken({ rights: [], studies: { [STUDY_ID]: { active: ['ReportingPost'] } } });
    const response = await app.send(PATH_V2, {
      ...post('not what it should be'),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' },
    });
    assert.equal(response.status, 401);
    assert.equal(app.directOrders.length, 0);
  });

  it('takes bodies up to a limit of its own', async () => {
    const cell = 'x'.repeat(10_000);
    assert.equal((await app.send(PATH_V2, post({ columns: ['A'], data: [[cell]] }))).status, 202);
    const large = await app.send(PATH_V2, post({ columns: ['A'], data: [[cell], [cell]] }));
    assert.equal(large.status, 413);
    assert.equal((await readError(large)).details, 'Allowed: 16384 bytes.');
  });
});
