import assert from 'node:assert/strict';

import { ConfigError, loadApiConfig, loadConfig, loadOwnerConfig } from '../../src/config.ts';

const needed = {
  DATABASE_URL: 'postgres://service@127.0.0.1/reports',
  CLINICAL_DATABASE_URL: 'postgresql://clinical@127.0.0.1/reports',
};
const auth = { AUTH_ISSUER: 'https://issuer.example', AUTH_JWKS_URL: 'https://issuer.example/jwks' };

describe('loadConfig', () => {
  it('needs the databases alone, and freezes what it read', () => {
    const config = loadConfig(needed);
    assert.deepEqual([config.PORT, config.TEMPORAL_TLS, config.WORKER_QUEUES.length], [8080, false, 2]);
    assert.ok(Object.isFrozen(config));
  });

  it('reads numbers, booleans, lists and ids', () => {
    const config = loadConfig({
      ...needed,
      PORT: '0',
      CSV_BOM: 'yes',
      WORKER_QUEUES: 'report-render',
      DEFAULT_STUDY_REPORT: '546a79c296be11eabb370242ac130002',
    });
    assert.deepEqual(
      [config.PORT, config.CSV_BOM, config.WORKER_QUEUES, config.DEFAULT_STUDY_REPORT],
      [0, true, ['report-render'], '546A79C296BE11EABB370242AC130002'],
    );
  });

  it('counts an empty setting as not set', () => {
    assert.equal(loadConfig({ ...needed, PORT: '', AUTH_ISSUER: '' }).PORT, 8080);
  });

  it('tells every problem at once, by name, and never a value', () => {
    const bad = {
      DATABASE_URL: 'mysql://secret@host/x',
      PORT: '99999',
      CSV_BOM: 'perhaps',
      LOG_LEVEL: 'loud',
      REQUEST_DEADLINE_MS: '0',
      WORKER_QUEUES: 'other',
      DEFAULT_STUDY_REPORT: 'x',
    };
    assert.throws(
      () => loadConfig(bad),
      (error: Error) => {
        assert.ok(error instanceof ConfigError);
        for (const name of [...Object.keys(bad), 'CLINICAL_DATABASE_URL']) {
          assert.match(error.message, new RegExp(`^  ${name}\\b`, 'm'));
        }
        assert.ok(!error.message.includes('secret'));
        return true;
      },
    );
  });

  it('asks the API for the issuer and its keys, and the owner for its database', () => {
    assert.throws(() => loadApiConfig(needed), /AUTH_ISSUER[^]*AUTH_JWKS_URL/);
    assert.equal(loadApiConfig({ ...needed, ...auth }).AUTH_AUDIENCE, 'report-generation');
    assert.throws(() => loadOwnerConfig(needed), /MIGRATION_DATABASE_URL/);
  });
});
