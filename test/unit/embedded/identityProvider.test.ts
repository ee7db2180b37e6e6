import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AUDIENCE, ISSUER, issueToken, serveKeySet } from '../../../src/embedded/identityProvider.ts';
import { loadSigningKey } from '../../../src/embedded/signingKey.ts';
import { createKeySet } from '../../../src/http/auth/keySet.ts';
import { createAuthorize } from '../../../src/http/auth/rights.ts';
import { createVerifyToken } from '../../../src/http/auth/verifyToken.ts';

const STUDY = 'A'.repeat(32);
const claims = { user: 'sub', tenant: 'tenant', rights: 'rights', studies: 'studies' };
const refused = { code: 'UNAUTHORIZED' };
const request = { tenant: 'T', user: 'ada', rights: ['ReportingPost'], expiresInS: 60 } as const;

const ANYWHERE = { named: { studyId: null, mode: null } };

describe('the embedded identity provider', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'report-generation-keys-'));
  });
  after(() => rm(folder, { recursive: true }));

  const verifyWithKeySet = async (token: string) => {
    const keySet = await serveKeySet(await loadSigningKey(join(folder, 'key.json')), 0);
    try {
      const { getKey } = createKeySet({ url: new URL(keySet.jwksUrl) });
      return await createVerifyToken({ issuer: ISSUER, audience: AUDIENCE, getKey, claims })(
        `Bearer ${token}`,
      );
    } finally {
      await keySet.stop();
    }
  };

  it('issues tokens that the API accepts by its key set', async () => {
    const key = await loadSigningKey(join(folder, 'key.json'));
    const identity = await verifyWithKeySet(await issueToken(key, request));
    assert.equal(identity.tenantId, 'T');
    assert.equal(identity.userId, 'ada');
    createAuthorize(identity, 'ReportingPost', ANYWHERE)({ studyId: null, mode: null });
    assert.throws(() => {
      createAuthorize(identity, 'ReportingGet', ANYWHERE)({ studyId: null, mode: null });
    }, refused);
  });

  it('confines rights to one study and mode where they are named', async () => {
    const key = await loadSigningKey(join(folder, 'key.json'));
    const study = { id: STUDY, mode: 'test' } as const;
    const identity = await verifyWithKeySet(await issueToken(key, { ...request, study }));
    createAuthorize(identity, 'ReportingPost', ANYWHERE)({ studyId: STUDY, mode: 'test' });
    assert.throws(() => {
      createAuthorize(identity, 'ReportingPost', ANYWHERE)({ studyId: STUDY, mode: 'active' });
    }, refused);
    assert.throws(() => {
      createAuthorize(identity, 'ReportingPost', ANYWHERE)({ studyId: null, mode: null });
    }, refused);
  });

  it('publishes the public half of its key and nothing of the other', async () => {
    const key = await loadSigningKey(join(folder, 'key.json'));
    const keySet = await serveKeySet(key, 0);
    const text = await (await fetch(keySet.jwksUrl)).text();
    await keySet.stop();
    assert.ok(text.includes(key.n));
    for (const secret of [key.d, key.p, key.q, key.dp, key.dq, key.qi]) assert.ok(!text.includes(secret));
  });

  it('replaces a key of a kind that it no longer uses', async () => {
    const path = join(folder, 'old.json');
    await writeFile(path, JSON.stringify({ kty: 'EC', kid: 'old' }));
    const key = await loadSigningKey(path);
    assert.deepEqual(await loadSigningKey(path), key);
  });

  it('keeps one key, for its owner alone, however many ask for it at once', async () => {
    const path = join(folder, 'new', 'key.json');
    const keys = await Promise.all([loadSigningKey(path), loadSigningKey(path)]);
    assert.deepEqual(keys[0], keys[1]);
    assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), keys[0]);
    assert.equal((await stat(path)).mode & 0o777, 0o600);
  });
});
