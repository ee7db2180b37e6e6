import assert from 'node:assert/strict';

import type { Column } from '../../src/domain/dataset.ts';
import { AppError } from '../../src/domain/errors.ts';
import { cleanDatasets } from '../../src/db/import/cleanDatasets.ts';
import { importDatasets } from '../../src/db/import/importDatasets.ts';
import { findFault, signal, text, toSource, useImports } from './importFixture.ts';

describe('an import that cannot be', () => {
  const { database, order, query, load } = useImports();

  it('loads nothing of a call that one bad dataset is in', async () => {
    const good = { name: 'AE', columns: [text('A')], rows: [['1']] };
    const bad = {
      name: 'CM',
      columns: [text('A'), { name: 'CMSEQ', label: '', type: 'integer' as const }],
      rows: [
        ['x', '1'],
        ['x', '2.5'],
      ],
    };
    assert.equal(
      await findFault(load(good, bad)),
      'cm.csv, dataset CM, row 2, column CMSEQ: a value does not fit its type, bigint.',
    );
    assert.deepEqual(await query('select * from clinical.study where name = $1', [order().study.name]), []);
    const [orphans] = await query(
      `select count(*)::int as count from pg_class where relnamespace = 'clinical_data'::regnamespace and relkind = 'r'
       and relname not in (select table_name from clinical.dataset)`,
    );
    assert.deepEqual(await cleanDatasets(database().ownerUrl, signal), {
      dropped: orphans?.['count'],
      left: 0,
    });
  });

  const misfits: [string, Column['type'], string, string][] = [
    ['a float out of range', 'float', '1e400', 'double precision'],
    ['an integer out of range', 'integer', '9223372036854775808', 'bigint'],
    ['a date that is none', 'date', '2024-02-30', 'date'],
    ['a blank number', 'decimal', '', 'numeric'],
  ];
  for (const [name, type, value, sqlType] of misfits) {
    it(`refuses ${name}, naming row and column but not the value`, async () => {
      const columns: Column[] = [text('A'), { name: 'B, "b"', label: '', type }];
      assert.equal(
        await findFault(
          load({
            name: 'AE',
            columns,
            rows: [
              ['x', null],
              ['line\nbreak', null],
              ['x', value],
            ],
          }),
        ),
        `ae.csv, dataset AE, row 3, column B, "b": a value does not fit its type, ${sqlType}.`,
      );
    });
  }

  it('refuses NUL characters and rows larger than PostgreSQL holds', async () => {
    assert.equal(
      await findFault(load({ name: 'AE', columns: [text('A')], rows: [['x'], ['\0']] })),
      'ae.csv, dataset AE, row 2, column A: a NUL character, which no text may hold.',
    );
    const columns = Array.from({ length: 1598 }, (_, index): Column => ({
      name: `C${index}`,
      label: '',
      type: 'float',
    }));
    assert.equal(
      await findFault(load({ name: 'AE', columns, rows: [columns.map(() => null), columns.map(() => '1')] })),
      'ae.csv, dataset AE, row 2: the row is larger than a row of a PostgreSQL table may be.',
    );
  });

  it('refuses more columns than a table can hold, and one dataset twice, before it reads anything', async () => {
    const before = () => assert.fail('rows were read');
    const columns = Array.from({ length: 1599 }, (_, index) => text(`C${index}`));
    assert.equal(
      await findFault(load({ name: 'AE', columns, rows: [], before })),
      "ae.csv, dataset AE: it has 1599 columns; a PostgreSQL table can hold 1598 of a dataset's.",
    );
    const sample = { columns: [text('A')], rows: [], before };
    assert.equal(
      await findFault(load({ ...sample, name: 'AE' }, { ...sample, name: 'ae' })),
      'The dataset ae stands in ae.csv and again in ae.csv; one import takes it once.',
    );
  });

  it('refuses a name that would lead a file elsewhere', async () => {
    assert.equal(
      await findFault(load({ name: '../AE', columns: [text('A')], rows: [] })),
      '../ae.csv, dataset ../AE: a dataset cannot have this name.',
    );
  });

  it('says DATABASE_UNAVAILABLE where the connection breaks in the middle', async () => {
    const before = async () => {
      await query(`select pg_terminate_backend(pid) from pg_stat_activity
                   where datname = current_database() and application_name = 'import'`);
    };
    const rows = Array.from({ length: 10_000 }, () => ['x'.repeat(1000)]);
    const work = load({ name: 'AE', columns: [text('A')], rows, before });
    await assert.rejects(work, { name: 'AppError', code: 'DATABASE_UNAVAILABLE' });
  });

  it('passes on the fault of a file that turns out damaged while it is read', async () => {
    const before = () =>
      Promise.reject(new AppError('BAD_IMPORT_FILE', { details: 'x.csv, row 7: damaged.' }));
    assert.equal(
      await findFault(load({ name: 'AE', columns: [text('A')], rows: [], before })),
      'x.csv, row 7: damaged.',
    );
  });

  it('stops at once when it is asked to, and leaves nothing', async () => {
    const stop = new AbortController();
    const before = () => {
      stop.abort();
      return new Promise<void>(() => undefined);
    };
    const sources = [toSource({ name: 'AE', columns: [text('A')], rows: [], before })];
    await assert.rejects(importDatasets({ ...order(), sources }, stop.signal), { name: 'AbortError' });
    assert.deepEqual(await query('select * from clinical.study where name = $1', [order().study.name]), []);
  });

  it('says DATABASE_UNAVAILABLE where no database answers', async () => {
    const work = importDatasets(
      { ...order(), ownerUrl: 'postgresql://x@127.0.0.1:1/x', sources: [] },
      signal,
    );
    await assert.rejects(work, { name: 'AppError', code: 'DATABASE_UNAVAILABLE' });
  });
});
