import assert from 'node:assert/strict';
import { decodeJwt, type JWK, UnsecuredJWT } from 'jose';

import { createKeySet } from '../../../src/http/auth/keySet.ts';
import { createVerifyToken } from '../../../src/http/auth/verifyToken.ts';
import { untilTrue } from '../../support/untilTrue.ts';
import {
  createSigningKey,
  type OpenIdProvider,
  startOpenIdProvider,
  type TokenWishes,
} from './openIdProvider.ts';
import { AUDIENCE, CLAIMS, JOB_PATH, readError, type RunningApp, startApp, STUDY_ID } from './startApp.ts';
import { bearer, breakSignature } from './tokens.ts';

const inStudy = `${JOB_PATH}?mode=test&studyId=${STUDY_ID}`;

describe('tokens of a real OpenID provider', () => {
  let first: JWK;
  let second: JWK;
  let provider: OpenIdProvider;
  let app: RunningApp;
  let clock = 0;
  before(async () => {
    [first, second] = await Promise.all([createSigningKey('first'), createSigningKey('second')]);
  });
  beforeEach(async () => {
    clock = Date.now();
    provider = await startOpenIdProvider([first]);
    const { keySetUrl: url, issuer } = provider;
    const keySet = createKeySet({ url, timeoutMs: 2_000, refreshMs: 0, cooldownMs: 0 });
    const options = { issuer, audience: AUDIENCE, getKey: keySet.getKey, claims: CLAIMS };
    app = await startApp({ verifyToken: createVerifyToken({ ...options, now: () => clock }) });
  });
  afterEach(async () => {
    await app.stop();
    await provider.stop();
  });

  const post = (token: string) => app.send(inStudy, { method: 'POST', ...bearer(token) });
  const statusOf = async (token: string) => (await post(token)).status;

  it('are taken, and say who calls', async () => {
    assert.equal(await statusOf(await provider.fetchToken()), 202);
    assert.deepEqual(app.kickstarts[0]?.caller.userId, 'scheduler');
    assert.deepEqual(app.kickstarts[0].caller.tenantId, 'acme');
  });

  const now = () => Math.floor(Date.now() / 1_000);
  const refused: [string, () => TokenWishes, RegExp][] = [
    ['expired', () => ({ claims: { exp: now() - 31 } }), /expired/],
    ['not yet valid', () => ({ claims: { nbf: now() + 3_600 } }), /nbf/],
    ['of another issuer', () => ({ claims: { iss: 'https://other.example' } }), /iss/],
    ['for another audience', () => ({ audience: 'urn:another-service' }), /aud/],
    ['signed with a shared secret', () => ({ secret: 's'.repeat(32) }), /Allowed signatures/],
    ['without a tenant', () => ({ claims: { tenant: undefined } }), /tenant/],
    ['that are larger than 16 KiB', () => ({ claims: { extra: 'x'.repeat(16_384) } }), /longer than 16384/],
  ];
  for (const [what, wishes, details] of refused) {
    it(`are refused where they are ${what}`, async () => {
      const response = await post(await provider.fetchToken(wishes()));
      assert.equal(response.status, 401);
      assert.match((await readError(response)).details ?? '', details);
      assert.deepEqual(app.kickstarts, []);
    });
  }

  it('are refused where the signature is broken, or somebody else’s under the same key id', async () => {
    const stranger = await startOpenIdProvider([await createSigningKey('first')]);
    const forged = await stranger.fetchToken({ claims: { iss: provider.issuer } });
    await stranger.stop();
    assert.equal(await statusOf(forged), 401);
    assert.equal(await statusOf(breakSignature(await provider.fetchToken())), 401);
  });

  it('are refused where nobody signed them', async () => {
    const claims = decodeJwt(await provider.fetchToken());
    assert.equal(await statusOf(new UnsecuredJWT(claims).encode()), 401);
  });

  it('are taken with a new key at once, without a restart, and with the old one as long as it is published', async () => {
    const old = await provider.fetchToken();
    assert.equal(await statusOf(old), 202);
    provider.useKeys([second, first]);
    assert.equal(await statusOf(await provider.fetchToken()), 202);
    clock += 30_000;
    assert.equal(await statusOf(old), 202);
  });

  it('of a withdrawn key are refused: at once where they are new, after half a minute where they were just verified', async () => {
    const [seen, unseen] = [await provider.fetchToken(), await provider.fetchToken()];
    assert.equal(await statusOf(seen), 202);
    provider.useKeys([second]);
    assert.equal(await statusOf(await provider.fetchToken()), 202);
    assert.equal(await statusOf(unseen), 401);
    clock += 29_999;
    assert.equal(await statusOf(seen), 202);
    clock += 1;
    assert.equal(await statusOf(seen), 401);
  });

  it('cannot be judged while no key was ever fetched: 503, and 202 once the provider answers', async () => {
    const token = await provider.fetchToken();
    provider.setReachable(false);
    const response = await post(token);
    assert.equal(response.status, 503);
    assert.match(response.headers.get('retry-after') ?? '', /^\d+$/);
    provider.setReachable(true);
    assert.equal(await statusOf(token), 202);
  });

  it('are judged by the kept keys while the provider is away', async () => {
    assert.equal(await statusOf(await provider.fetchToken()), 202);
    provider.setReachable(false);
    const askedBefore = provider.asked;
    const later = await provider.fetchToken();
    assert.equal(await statusOf(later), 202);
    assert.equal(await statusOf(breakSignature(later)), 401);
    await untilTrue(() => provider.asked > askedBefore);
    assert.equal(await statusOf(await provider.fetchToken()), 202);
  });
});
