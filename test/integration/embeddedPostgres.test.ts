import assert from 'node:assert/strict';
import pg from 'pg';

import { createTestDatabase, type TestDatabase } from '../support/database.ts';

describe('the embedded PostgreSQL', () => {
  let database: TestDatabase;
  before(async () => {
    database = await createTestDatabase();
  });
  after(() => database.drop());

  const ask = async (connectionString: string, statement: string) => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  };

  it('stores UTF-8 in code point order, whatever the environment says', async () => {
    const [row] = await ask(
      database.ownerUrl,
      `select pg_encoding_to_char(encoding) as encoding, datlocale from pg_database where datname = current_database()`,
    );
    assert.deepEqual(row, { encoding: 'UTF8', datlocale: 'C.UTF-8' });
  });

  it('gives each role its own rights', async () => {
    await assert.rejects(ask(database.serviceUrl, 'create table mine (x int)'), { code: '42501' });
    await assert.rejects(ask(database.clinicalUrl, 'select from execution_log'), { code: '42501' });
    assert.deepEqual(await ask(database.clinicalUrl, 'select from clinical.study'), []);
    assert.deepEqual(await ask(database.serviceUrl, 'select from execution_log'), []);
  });
});
