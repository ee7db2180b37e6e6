import assert from 'node:assert/strict';

import { AppError } from '../../../src/domain/errors.ts';
import { JOB_ID, JOB_PATH, readError, REPORT_ID, startApp, STUDY_ID, type RunningApp } from './startApp.ts';

const ORDER_PATH = '/ec-reporting-svc/rest/v1.0/reports';
const inStudy = `${ORDER_PATH}?mode=test&studyId=${STUDY_ID}&reportid=${REPORT_ID}`;
const withKey = (key: string) => ({ method: 'POST', headers: { 'idempotency-key': key } });

describe('POST /v1.0/reports', () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  beforeEach(() => {
    app.orders.length = 0;
  });
  after(() => app.stop());

  const orderOf = async (path: string, init: RequestInit = { method: 'POST' }) => {
    const response = await app.send(path, init);
    assert.equal(response.status, 202, await response.clone().text());
    const [order] = app.orders;
    assert.ok(order);
    return { order, response };
  };

  it('answers 202 with the ExecutionLog, where the job is and when to ask', async () => {
    const { response } = await orderOf(inStudy);
    assert.equal(response.headers.get('location'), `${JOB_PATH}?mode=test&studyId=${STUDY_ID}`);
    assert.match(response.headers.get('retry-after') ?? '', /^\d+$/);
    assert.equal(((await response.json()) as { id: string }).id, JOB_ID); // test data
  });

  it('hands on what query, body and token say', async () => {
    const field = { fieldName: 'SITEID', fieldType: 'list', fieldValueList: ['701'] };
    const { order } = await orderOf(`${inStudy}&format=CSV`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'r-1' },
      body: JSON.stringify({ fieldSpecsList: [field] }),
    });
    const { authorize, ...said } = order;
    assert.deepEqual(said, {
      ...{ studyId: STUDY_ID, mode: 'test', reportId: REPORT_ID, format: 'CSV', requestId: 'r-1' },
      requested: { fieldSpecs: [field], extFieldSpecs: [] },
      caller: { tenantId: 'acme', userId: 'user-1' },
      idempotencyKey: null,
    });
  });

  const keys: [string, string][] = [
    ['"8e03978e-40d5-43dd"', '8e03978e-40d5-43dd'],
    ['"a \\"b\\" \\\\c"', 'a "b" \\c'],
    [`"${'k'.repeat(255)}"`, 'k'.repeat(255)],
  ];
  for (const [header, key] of keys) {
    it(`reads the key of ${header.slice(0, 20)}`, async () => {
      assert.equal((await orderOf(inStudy, withKey(header))).order.idempotencyKey, key);
    });
  }

  const malformed = [
    ...[
      '',
      'abc',
      '""',
      '"abc',
      '"a"b"',
      '"a", "b"',
      "'a'",
      '"a";b=1',
      '"a\\b"',
      '"a\tb"',
      '"é"',
      'null',
      '1',
    ],
    `"${'k'.repeat(256)}"`,
  ];
  for (const header of malformed) {
    it(`refuses the key ${header.slice(0, 20)} and orders nothing`, async () => {
      const response = await app.send(inStudy, withKey(header));
      const error = await readError(response);
      assert.deepEqual([response.status, error.errorCode], [400, 'REPT_400_IDEMPOTENCY_KEY']);
      assert.match(error.details ?? '', /1 to 255 printable ASCII characters in double quotes/);
      assert.deepEqual(app.orders, []);
    });
  }

  it('answers 422 where the key stands for another order', async () => {
    const refusing = await startApp({
      orderJob: () => Promise.reject(new AppError('IDEMPOTENCY_KEY_REUSED')),
    });
    const response = await refusing.send(inStudy, withKey('"a"'));
    assert.deepEqual(
      [response.status, (await readError(response)).errorCode],
      [422, 'REPT_422_IDEMPOTENCY_KEY'],
    );
    await refusing.stop();
  });
});
