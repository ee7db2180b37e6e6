import assert from 'node:assert/strict';
import pg from 'pg';

import { createRowSource } from '../../src/db/rowSource/createRowSource.ts';
import type { ReportDefinition } from '../../src/domain/reportDefinition.ts';
import type { RowSnapshot } from '../../src/jobs/ports.ts';
import { requireSetting } from '../support/requireSetting.ts';
import { untilTrue } from '../support/untilTrue.ts';
import { text } from './importFixture.ts';
import { listing, useRowSource } from './rowSourceFixture.ts';

const GONE_WITHIN_MS = 2_000;
const columns = [{ name: 'A', label: '', type: 'string' } as const];
/** More than the sockets between hold. */
const long = listing({
  columns,
  statement: `SELECT repeat('x', 100000) AS a FROM generate_series(1, 500)`,
});
/** The count does not look at the cells, so that it is quick and the sort is not. */
const sorting = listing({
  columns,
  statement: `SELECT md5(i::text) AS a FROM generate_series(1, 3000000) i`,
});

describe('a reading that is stopped', () => {
  const source = useRowSource({ name: 'AE', columns: [text('A')], rows: [['a']] });
  let admin: pg.Client;
  before(async () => {
    admin = new pg.Client({ connectionString: requireSetting('TEST_DATABASE_ADMIN_URL') });
    await admin.connect();
  });
  after(() => admin.end());

  const backends = async (where = 'true'): Promise<number> => {
    const { rows } = await admin.query(
      `select from pg_stat_activity where datname = '${source.database().name}' and application_name like 'report-render%' and ${where}`,
    );
    return rows.length;
  };
  const isGone = async () => (await backends()) === 0;

  async function open(definition: ReportDefinition) {
    const abort = new AbortController();
    const snapshot = await source.rowSource().open(source.toQuery(definition, []), abort.signal);
    return { abort, snapshot, reason: new Error('stopped on purpose') };
  }

  function streamOf(snapshot: RowSnapshot) {
    const [dataset] = snapshot.datasets;
    assert.ok(dataset?.encodedCsv);
    return dataset.encodedCsv({ distinguishNull: false }).stream;
  }

  async function drain(snapshot: RowSnapshot, onChunk: () => void = () => undefined): Promise<void> {
    for await (const chunk of streamOf(snapshot)) if (chunk !== null) onChunk();
  }

  afterEach(() => untilTrue(isGone));

  it('in the middle of a COPY throws the reason and leaves no backend', async () => {
    const { abort, snapshot, reason } = await open(long);
    let chunks = 0;
    const reading = drain(snapshot, () => {
      chunks += 1;
      if (chunks === 3) abort.abort(reason);
    });
    await assert.rejects(reading, reason);
    await untilTrue(isGone, GONE_WITHIN_MS);
    await Promise.all([snapshot.close(), snapshot.close()]);
  });

  it('before its first row throws the reason and leaves no backend', async () => {
    const { abort, snapshot, reason } = await open(sorting);
    let chunks = 0;
    const reading = drain(snapshot, () => {
      chunks += 1;
    });
    const rejected = assert.rejects(reading, reason);
    await untilTrue(async () => (await backends(`state = 'active' and query ilike 'copy%'`)) === 1);
    abort.abort(reason);
    await rejected;
    assert.equal(chunks, 0);
    await untilTrue(isGone, GONE_WITHIN_MS);
  });

  it('while its reader stalls leaves no backend', async () => {
    const { abort, snapshot, reason } = await open(long);
    const stream = streamOf(snapshot);
    const chunks = stream[Symbol.asyncIterator]();
    await chunks.next();
    await untilTrue(async () => (await backends(`wait_event = 'ClientWrite'`)) === 1);
    abort.abort(reason);
    await untilTrue(isGone, GONE_WITHIN_MS);
    await assert.rejects(async () => {
      while ((await chunks.next()).done !== true);
    }, reason);
  });

  it('while it counts throws the reason', async () => {
    const abort = new AbortController();
    const reason = new Error('stopped on purpose');
    const counting = listing({
      columns,
      statement: `SELECT 1 AS a FROM generate_series(1, 2) WHERE pg_sleep(1000) IS NOT NULL`,
    });
    const opening = source.rowSource().open(source.toQuery(counting, []), abort.signal);
    const rejected = assert.rejects(opening, reason);
    await untilTrue(async () => (await backends(`wait_event = 'PgSleep'`)) === 1);
    abort.abort(reason);
    await rejected;
    await untilTrue(isGone, GONE_WITHIN_MS);
  });

  it('before it began, or while it connects, throws the reason', async () => {
    const reason = new Error('stopped on purpose');
    const query = source.toQuery(long, []);
    await assert.rejects(source.rowSource().open(query, AbortSignal.abort(reason)), reason);
    const abort = new AbortController();
    const opening = assert.rejects(source.rowSource().resolve(query, abort.signal), reason);
    abort.abort(reason);
    await opening;
  });

  it('by its own close ends, however often that is asked for', async () => {
    const { snapshot } = await open(long);
    const stream = streamOf(snapshot);
    await stream[Symbol.asyncIterator]().next();
    await Promise.all([snapshot.close(), snapshot.close()]);
    assert.equal(await backends(`application_name = 'report-render'`), 0);
    await snapshot.close();
    stream.destroy();
  });

  it('by an operator of the database is one to try again', async () => {
    const { snapshot } = await open(long);
    let isEnded = false;
    const reading = drain(snapshot, () => {
      if (isEnded) return;
      isEnded = true;
      void admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${source.database().name}' and application_name = 'report-render'`,
      );
    });
    await assert.rejects(reading, (error: Error & { code?: string }) => {
      assert.equal(error.code, 'CLINICAL_UNAVAILABLE');
      assert.equal(error.message, 'The clinical database does not answer.');
      return true;
    });
    await snapshot.close();
  });
});

describe('a clinical database that refuses', () => {
  const source = useRowSource({ name: 'AE', columns: [text('A')], rows: [['a']] });

  it('a role without login, a wrong password, a missing database and a closed port are told as refused', async () => {
    const { adminUrl, clinicalUrl } = source.database();
    const admin = new pg.Client({ connectionString: adminUrl });
    await admin.connect();
    const role = `nologin_${source.database().name}`;
    await admin.query(`create role ${role} nologin`);
    try {
      const change = (alter: (url: URL) => void): string => {
        const url = new URL(clinicalUrl);
        alter(url);
        return url.href;
      };
      for (const url of [
        change((given) => (given.username = role)),
        change((given) => (given.password = 'wrong')),
        change((given) => (given.pathname = '/none')),
        change((given) => (given.port = '1')),
      ]) {
        const refusing = createRowSource({ connectionString: url });
        const query = source.toQuery(long, []);
        const signal = new AbortController().signal;
        await assert.rejects(refusing.open(query, signal), { code: 'CLINICAL_REFUSED' });
        await assert.rejects(refusing.resolve(query, signal), { code: 'CLINICAL_REFUSED' });
      }
    } finally {
      await admin.query(`drop role ${role}`);
      await admin.end();
    }
  });
});
