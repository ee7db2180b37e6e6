import assert from 'node:assert/strict';

import { OPERATIONS } from '../../../src/http/operations/index.ts';
import { BASE_PATH } from '../../../src/http/paths.ts';
import { BASE_RESPONSE } from '../../../src/http/schemas/baseResponse.ts';
import { signToken, startApp, type RunningApp } from './startApp.ts';

const MANY = 200_000;
/** Stands wherever a caller can put words, so that a log line or an answer that repeats them is found. */
const MARK = 'Zebra-4711';

const BODIES: readonly (readonly [string, string])[] = [
  ['lists in lists', '['.repeat(MANY) + ']'.repeat(MANY)],
  ['objects in objects', '{"a":'.repeat(MANY) + '1' + '}'.repeat(MANY)],
  ['lists without end', '['.repeat(MANY)],
  ['deep field specs', `{"fieldSpecsList":${'['.repeat(MANY)}"${MARK}"${']'.repeat(MANY)}}`],
  ['a deep report section', `{"reportSection":${'{"a":'.repeat(MANY)}"${MARK}"${'}'.repeat(MANY)}}`],
  ['members of every object', `{"__proto__":{"mode":"test"},"constructor":{"prototype":{}},"x":"${MARK}"}`],
  ['one member many times', `{${'"fieldSpecsList":null,'.repeat(1_000)}"x":"${MARK}"}`],
  ['text that is no JSON', `{"a": ${MARK}}`],
];

const PLACES = ['..%2f..%2fetc%2fpasswd', '%2e%2e', '..%5c..', '%00', '.git%2fconfig', 'file:%2f%2f%2fetc'];

describe('Hostile requests', () => {
  let app: RunningApp;
  let token: string;
  before(async () => {
    token = await signToken();
    const bytes = 4 * 1024 * 1024;
    app = await startApp({
      settings: { deadlineMs: 10_000, bodyLimitBytes: bytes, directBodyLimitBytes: bytes },
    });
  });
  after(() => app.stop());

  const fill = (path: string, part: string) => BASE_PATH + path.replaceAll(/\{\w+\}/g, part);
  /** What is no more than superfluous may be passed over. */
  const assertHarmless = async (response: Response) => {
    const text = await response.text();
    assert.ok(response.status < 500, `${response.status} ${text.slice(0, 200)}`);
    assert.ok(!text.includes(MARK));
    if (response.status < 400) return;
    const { errorData } = BASE_RESPONSE.parse(JSON.parse(text));
    assert.doesNotMatch(JSON.stringify(errorData), new RegExp(`${MARK}|\\bat .*:\\d+:\\d+|node_modules`));
  };
  const assertRefused = async (response: Response) => {
    assert.ok(response.status >= 400);
    await assertHarmless(response);
  };
  const assertNothingTold = () => {
    for (const line of app.lines.map((line) => JSON.stringify(line))) {
      assert.ok(!line.includes(MARK), line);
      assert.ok(!line.includes(token), line);
    }
  };

  for (const { method, path, body } of OPERATIONS) {
    if (body === undefined) continue;
    for (const [what, text] of BODIES) {
      it(`${method.toUpperCase()} ${path} takes no harm from ${what}`, async () => {
        const filled = fill(path.replace('{mode}', 'test'), 'A'.repeat(32));
        await assertHarmless(
          await app.send(`${filled}?mode=test&studyId=${'B'.repeat(32)}&reportid=${'C'.repeat(32)}`, {
            method: method.toUpperCase(),
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
            body: text,
          }),
        );
        assertNothingTold();
      });
    }
  }

  for (const { method, path } of OPERATIONS) {
    if (!path.includes('{')) continue;
    for (const place of PLACES) {
      it(`${method.toUpperCase()} ${path} goes nowhere with ${place}`, async () => {
        await assertRefused(
          await app.send(fill(path, place), {
            method: method.toUpperCase(),
            headers: { authorization: `Bearer ${token}` },
          }),
        );
      });
    }
  }

  it('have polluted no prototype', () => {
    assert.equal(Object.hasOwn(Object.prototype, 'mode'), false);
    assert.equal(Object.hasOwn(Object.prototype, 'x'), false);
  });
});
