import assert from 'node:assert/strict';
import pg from 'pg';

import { cleanDatasets } from '../../src/db/import/cleanDatasets.ts';
import { beginMoment } from '../../src/db/rowSource/beginMoment.ts';
import { text } from './importFixture.ts';
import { extract, readAll, never, useRowSource } from './rowSourceFixture.ts';

const first = { name: 'AE', columns: [text('USUBJID'), text('T')], rows: [['P-1', 'old']], sha: 'first' };
const second = {
  ...first,
  rows: [
    ['P-1', 'new'],
    ['P-2', 'new'],
  ],
  sha: 'second',
};

describe('a snapshot', () => {
  const source = useRowSource(first);
  const definition = extract([], true);
  const rowsOf = async () => (await source.readOne(definition)).map((row) => row.at(-1));

  it('neither sees an import of its dataset nor makes it wait, and keeps the old table', async () => {
    const snapshot = await source.open(definition);
    try {
      await source.load(second);
      assert.deepEqual(await rowsOf(), ['new', 'new']);
      const cleaned = await cleanDatasets(source.database().ownerUrl, never);
      // The tables of the dataset, of the subjects and of the visits.
      assert.deepEqual(cleaned, { dropped: 0, left: 3 });
      const [ae] = await readAll(snapshot);
      assert.deepEqual(
        ae?.rows.map((row) => row.at(-1)),
        ['old'],
      );
      assert.deepEqual(
        snapshot.imports.map(({ dataset, sha256 }) => `${dataset} ${sha256}`),
        ['AE first'],
      );
    } finally {
      await snapshot.close();
    }
    assert.deepEqual(await cleanDatasets(source.database().ownerUrl, never), { dropped: 3, left: 0 });
    assert.deepEqual(await rowsOf(), ['new', 'new']);
  });

  /** Runs the beginning of a moment, with an import and a clean-up before each of its first `times` locks. */
  async function beginWhileTablesGo(times: number) {
    const client = new pg.Client({ connectionString: source.database().clinicalUrl });
    await client.connect();
    let locks = 0;
    const ask = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>;
    const query = async (...given: unknown[]): Promise<unknown> => {
      if (String(given[0]).startsWith('lock table')) {
        locks += 1;
        if (locks <= times) {
          await source.load({ ...second, sha: `again ${times} ${locks}` });
          await cleanDatasets(source.database().ownerUrl, never);
        }
      }
      return ask(...given);
    };
    Object.assign(client, { query });
    try {
      const { statements } = await beginMoment(client, source.toQuery(definition, []));
      const read = await client.query('select count(*)::int as n from ' + String(statements[0]?.tables[0]));
      return { locks, rows: read.rows as unknown[] };
    } finally {
      await client.end();
    }
  }

  it('starts over where a table goes between the look at the registry and the lock', async () => {
    assert.deepEqual(await beginWhileTablesGo(2), { locks: 3, rows: [{ n: 2 }] });
  });

  it('gives up where the tables keep going', async () => {
    await assert.rejects(beginWhileTablesGo(9), { code: 'CLINICAL_CHANGED' });
  });

  it('says the time of its transaction and counts what it has sent', async () => {
    const before = Date.now();
    const snapshot = await source.open(definition);
    try {
      assert.ok(Math.abs(snapshot.takenAt.getTime() - before) < 60_000);
      assert.equal(await snapshot.countSent(), 0);
      await readAll(snapshot);
      assert.equal(await snapshot.countSent(), 2);
      await readAll(snapshot);
      assert.equal(await snapshot.countSent(), 4);
    } finally {
      await snapshot.close();
    }
  });
});
