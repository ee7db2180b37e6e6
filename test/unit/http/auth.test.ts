import assert from 'node:assert/strict';
import { UnsecuredJWT } from 'jose';

import { createVerifyToken } from '../../../src/http/auth/verifyToken.ts';
import {
  AUDIENCE,
  DOWNLOAD_PATH,
  ISSUER,
  issuerKeys,
  JOB_ID,
  JOB_PATH,
  readError,
  signToken,
  startApp,
  STUDY_ID,
  type RunningApp,
} from './startApp.ts';
import { bearer, breakSignature, claims, now, signByStranger, signWithPublicKey } from './tokens.ts';

const inStudy = `${JOB_PATH}?mode=test&studyId=${STUDY_ID}`;

describe('authentication', () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp();
  });
  beforeEach(() => {
    app.kickstarts.length = 0;
  });
  after(() => app.stop());

  const tokens: [string, () => Promise<string> | string, RegExp][] = [
    ['expired', () => signToken({ exp: now - 31 }), /expired/],
    ['not yet valid', () => signToken({ nbf: now + 3600 }), /nbf/],
    ['without an end', () => signToken({ exp: undefined }), /exp/],
    ['of another issuer', () => signToken({ iss: 'https://other.example' }), /iss/],
    ['for another audience', () => signToken({ aud: 'other' }), /aud/],
    ['without an audience', () => signToken({ aud: undefined }), /aud/],
    ['without a user', () => signToken({ sub: undefined }), /sub/],
    ['without a tenant', () => signToken({ tenant: undefined }), /tenant/],
    ['with a tenant that is no text', () => signToken({ tenant: ['acme'] }), /tenant/],
    ['with NUL in the tenant', () => signToken({ tenant: 'a\0' }), /tenant/],
    ['with an empty user', () => signToken({ sub: '' }), /sub/],
    ['that is no JWT', () => 'abc', /not a signed JWT/],
    ['with a broken signature', async () => breakSignature(await signToken()), /No key/],
    ['signed by somebody else', signByStranger, /No key/],
    ['signed with an unknown key', () => signByStranger('k9'), /No key/],
    ['without a signature', () => new UnsecuredJWT(claims).encode(), /signed|signatures/i],
    ['signed with the public key as a secret', signWithPublicKey, /signatures/],
    ['longer than 16 KiB', () => `${'a'.repeat(16 * 1024)}.b.c`, /longer than 16384/],
  ];
  for (const [what, make, details] of tokens) {
    it(`refuses a token ${what}: 401 invalid_token`, async () => {
      const response = await app.send(inStudy, { method: 'POST', ...bearer(await make()) });
      const error = await readError(response);
      assert.deepEqual([response.status, error.errorCode], [401, 'REPT_401']);
      assert.match(error.details ?? '', details);
      assert.match(response.headers.get('www-authenticate') ?? '', /^Bearer .*error="invalid_token"/);
      assert.deepEqual(app.kickstarts, []);
    });
  }

  for (const [what, header] of [
    ['no Authorization', ''],
    ['another scheme', 'Basic dTpw'],
    ['a scheme without a token', 'Bearer '],
    ['two tokens', 'Bearer a b'],
  ]) {
    it(`refuses ${what ?? ''} and names the scheme alone`, async () => {
      const response = await app.send(inStudy, { method: 'POST', headers: { authorization: header ?? '' } });
      assert.equal(response.status, 401);
      const challenge = response.headers.get('www-authenticate') ?? '';
      assert.match(challenge, /^Bearer /);
      assert.ok(!challenge.includes('error='));
    });
  }

  for (const path of [JOB_PATH, `${JOB_PATH}/manifest`, `${DOWNLOAD_PATH}?id=${JOB_ID}`]) {
    it(`GET ${path} needs a token`, async () => {
      const response = await app.send(path, { headers: { authorization: '' } });
      assert.equal(response.status, 401);
    });
  }

  it('is asked for before the parameters and the body are looked at', async () => {
    const response = await app.send(`${JOB_PATH}x?mode=x`, { method: 'POST', ...bearer('x'), body: '{' });
    assert.equal(response.status, 401);
  });

  it('bears a clock that is half a minute off', async () => {
    const thisSecond = Math.floor(Date.now() / 1000);
    const token = await signToken({ exp: thisSecond - 15, nbf: thisSecond + 15 });
    assert.equal((await app.send(inStudy, { method: 'POST', ...bearer(token) })).status, 202);
  });

  it('takes the scheme in any case', async () => {
    const headers = { authorization: `bearer ${await signToken()}` };
    assert.equal((await app.send(inStudy, { method: 'POST', headers })).status, 202);
  });

  it('reads claims of configured names', async () => {
    const verify = createVerifyToken({
      issuer: ISSUER,
      audience: AUDIENCE,
      getKey: () => issuerKeys.publicKey,
      claims: { user: 'email', tenant: 'https://acme.example/tenant', rights: 'r', studies: 's' },
    });
    const token = await signToken({ email: 'a@b', 'https://acme.example/tenant': 't', r: ['x'], s: {} });
    assert.deepEqual(await verify(`Bearer ${token}`), {
      userId: 'a@b',
      tenantId: 't',
      rights: ['x'],
      studies: {},
    });
  });
});
