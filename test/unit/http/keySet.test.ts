import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UnsecuredJWT } from 'jose';

import { createKeySet } from '../../../src/http/auth/keySet.ts';
import { createVerifyToken } from '../../../src/http/auth/verifyToken.ts';
import {
  AUDIENCE,
  CLAIMS,
  ISSUER,
  JOB_PATH,
  publicJwk,
  readError,
  signToken,
  startApp,
  STUDY_ID,
} from './startApp.ts';
import { bearer, breakSignature, claims, signByNewKey, signByStranger } from './tokens.ts';

const inStudy = `${JOB_PATH}?mode=test&studyId=${STUDY_ID}`;

describe('the key set', () => {
  /** A key set address whose answer the test decides; `null` breaks the connection. */
  const serveKeys = async (answer: { body: string | null; asked: number }) => {
    const server = createServer((_req, res) => {
      answer.asked++;
      if (answer.body === null) res.destroy();
      else res.setHeader('content-type', 'application/json').end(answer.body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
    return { server, url: new URL(`http://127.0.0.1:${port}/jwks`) };
  };
  const good = JSON.stringify({ keys: [publicJwk] });
  const setUp = async (body: string | null, options: { refreshMs?: number; cooldownMs?: number } = {}) => {
    const answer = { body, asked: 0 };
    const { server, url } = await serveKeys(answer);
    const keySet = createKeySet({ url, timeoutMs: 1_000, ...options });
    const verify = createVerifyToken({
      issuer: ISSUER,
      audience: AUDIENCE,
      getKey: keySet.getKey,
      claims: CLAIMS,
    });
    const app = await startApp({ verifyToken: verify });
    return {
      answer,
      keySet,
      app,
      post: (token?: string) =>
        app.send(inStudy, { method: 'POST', ...(token === undefined ? {} : bearer(token)) }),
      stop: async () => {
        await app.stop();
        server.closeAllConnections();
        server.close();
      },
    };
  };

  for (const [what, body] of [
    ['away', null],
    ['no JSON', 'x'],
    ['no key set', '{"keys":1}'],
  ] as const) {
    it(`that is ${what} at the start answers 503 with Retry-After, and serves once it is back`, async () => {
      const { answer, keySet, post, stop } = await setUp(body);
      const response = await post();
      assert.equal(response.status, 503);
      assert.equal((await readError(response)).errorCode, 'REPT_503_KEYS');
      assert.match(response.headers.get('retry-after') ?? '', /^\d+$/);
      await assert.rejects(keySet.check(), { code: 'KEYS_UNAVAILABLE' });
      answer.body = good;
      assert.equal((await post()).status, 202);
      await keySet.check();
      await stop();
    });
  }

  it('is not asked about a token that cannot be one', async () => {
    const { answer, post, stop } = await setUp(null);
    assert.equal((await post('abc')).status, 401);
    assert.equal((await post(new UnsecuredJWT(claims).encode())).status, 401);
    assert.equal(answer.asked, 0);
    await stop();
  });

  it('keeps serving from its cached keys when it goes away, and still refuses bad tokens', async () => {
    const { answer, keySet, post, stop } = await setUp(good, { refreshMs: 0 });
    assert.equal((await post()).status, 202);
    answer.body = null;
    assert.equal((await post()).status, 202);
    assert.equal((await post()).status, 202);
    assert.equal((await post(breakSignature(await signToken()))).status, 401);
    await keySet.check();
    assert.ok(answer.asked > 1);
    await stop();
  });

  it('that is away cannot say whether an unknown key is a new one: 503', async () => {
    const { answer, post, stop } = await setUp(good, { cooldownMs: 0 });
    assert.equal((await post()).status, 202);
    answer.body = null;
    assert.equal((await post(await signByStranger('k9'))).status, 503);
    await stop();
  });

  it('is asked once for many callers, and again for a key that is new', async () => {
    const { answer, post, stop } = await setUp(good, { cooldownMs: 0 });
    await Promise.all([post(), post(), post()]);
    assert.equal(answer.asked, 1);
    const { token, jwk } = await signByNewKey('k2');
    answer.body = JSON.stringify({ keys: [publicJwk, jwk] });
    assert.equal((await post(token)).status, 202);
    assert.equal(answer.asked, 2);
    await stop();
  });

  it('tries every key for a token that names none', async () => {
    const { jwk, token } = await signByNewKey(undefined);
    const { post, stop } = await setUp(JSON.stringify({ keys: [publicJwk, { ...jwk, kid: 'k2' }] }));
    assert.equal((await post(token)).status, 202);
    assert.equal((await post(await signByStranger(undefined))).status, 401);
    await stop();
  });
});
