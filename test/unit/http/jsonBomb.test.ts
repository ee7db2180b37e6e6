import assert from 'node:assert/strict';

import { SETTINGS } from '../../../src/config.ts';
import { checkJsonSize } from '../../../src/http/checkJsonSize.ts';
import { untilTrue } from '../../support/untilTrue.ts';
import { aJob, JOB_PATH, readError, type RunningApp, startApp, STUDY_ID } from './startApp.ts';

const PATH = `/ec-reporting-svc/rest/v2.0/studies/${STUDY_ID}/test/reports/direct`;
const { DIRECT_BODY_LIMIT_BYTES: LIMIT } = SETTINGS.pick({ DIRECT_BODY_LIMIT_BYTES: true }).parse({});
const settings = { deadlineMs: 10_000, bodyLimitBytes: 4_096, directBodyLimitBytes: LIMIT };
const TABLE = JSON.stringify({ columns: ['A'], data: [['1']] });

const post = (body: string) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body,
});
const repeat = (part: string) => part.repeat(Math.floor((LIMIT - 100) / part.length));
const members = Array.from({ length: 2_001 }, (_, place) => `"${place}":1`).join();

describe('A body that is small as bytes and large as JSON', () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp({ settings });
  });
  after(() => app.stop());

  for (const [what, body, status, details] of [
    ['lists in lists', '['.repeat(LIMIT / 2) + ']'.repeat(LIMIT / 2), 400, '32 levels of lists and objects'],
    ['objects in objects', repeat('{"a":'), 400, '32 levels of lists and objects'],
    ['lists beside lists', `[${repeat('[],')}[]]`, 413, `${LIMIT / 16} lists and objects`],
    [
      'rows of nothing',
      `{"columns":["A"],"data":[${repeat('[1],')}[1]]}`,
      413,
      `${LIMIT / 16} lists and objects`,
    ],
    ['values without end', `[${repeat('1,')}1]`, 413, `${LIMIT / 4} values`],
    ['members without end', `{"a":[{${members}}]}`, 400, '2000 members of an object'],
  ] as const) {
    it(`is refused before it is parsed: ${what}`, async () => {
      const response = await app.send(PATH, post(body));
      assert.equal(response.status, status);
      assert.equal((await readError(response)).details, `Allowed: ${details}.`);
      assert.deepEqual(app.directOrders, []);
    });
  }

  it('is not what only looks like it inside of a text', () => {
    const texts = JSON.stringify([['\\"[[[', '{'.repeat(100)], '"'.repeat(100), '\\', ','.repeat(9_000)]);
    assert.doesNotThrow(() => {
      checkJsonSize(Buffer.from(texts), 4_096);
    });
  });

  it('is not a list of as many values as a table may hold', () => {
    const row = '["1001","2025-11-04","BASELINE"],';
    assert.doesNotThrow(() => {
      checkJsonSize(Buffer.from(`{"columns":["A","B","C"],"data":[${repeat(row)}[null,null,null]]}`), LIMIT);
    });
  });

  it('ends with its bytes, wherever they break off', () => {
    for (const text of ['"', '"\\', ']]]]', '[[{', ',', '{"a":"\\"']) {
      assert.doesNotThrow(() => {
        checkJsonSize(Buffer.from(text), LIMIT);
      });
    }
  });
});

describe('Direct bodies at a time', () => {
  it('are two: a third is told to come again, and everybody else is answered', async () => {
    const waiting: (() => void)[] = [];
    const app = await startApp({
      orderDirectReport: async () => {
        await new Promise<void>((resolve) => waiting.push(resolve));
        return aJob();
      },
    });
    const two = [app.send(PATH, post(TABLE)), app.send(PATH, post(TABLE))];
    await untilTrue(() => waiting.length === 2);
    const third = await app.send(PATH, post(TABLE));
    assert.equal(third.status, 503);
    assert.ok(third.headers.has('retry-after'));
    assert.equal((await readError(third)).errorCode, 'REPT_503_BODIES');
    assert.equal((await app.send(JOB_PATH)).status, 200);
    assert.equal((await app.send(JOB_PATH, post('{}'))).status, 202);
    waiting.splice(0).forEach((resolve) => {
      resolve();
    });
    for (const answer of await Promise.all(two)) assert.equal(answer.status, 202);
    const fourth = app.send(PATH, post(TABLE));
    await untilTrue(() => waiting.length === 1);
    waiting[0]?.();
    assert.equal((await fourth).status, 202);
    await app.stop();
  });
});
