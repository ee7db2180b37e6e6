import assert from 'node:assert/strict';

import type { Column } from '../../src/domain/dataset.ts';
import { importDatasets } from '../../src/db/import/importDatasets.ts';
import { AppError } from '../../src/domain/errors.ts';
import { signal, text, toSource, useImports } from './importFixture.ts';

describe('importDatasets', () => {
  const { order, query, load, findTable } = useImports();

  it('keeps every type, escape, null and special missing value', async () => {
    const types = ['string', 'integer', 'float', 'decimal', 'boolean', 'date', 'time', 'datetime'] as const;
    const columns = types.map((type): Column => ({ name: `C${type}`, label: type, type }));
    const first = [
      ' a\t"b"\\N\r\nĐ漢',
      '9223372036854775807',
      '0.1',
      '1.50',
      'true',
      '0001-02-03',
      '23:59:59.5',
      '1960-01-01T00:00:00.25',
    ];
    const { studyId, datasets } = await load({
      name: 'AE',
      columns,
      rows: [first, columns.map(() => null), ['', null, { special: 'A' }, ...Array<null>(5).fill(null)]],
    });
    assert.deepEqual(
      datasets.map(({ name, rows }) => ({ name, rows })),
      [{ name: 'AE', rows: 3 }],
    );
    const table = await findTable(studyId, 'AE');
    const names = ['#row', '#missing', ...columns.map(({ name }) => name.toLowerCase())];
    const rows = await query(
      `select ${names.map((name) => `"${name}"::text`).join(', ')} from clinical_data."${table}" order by "#row"`,
    );
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        ['1', null, ...first.with(-1, '1960-01-01 00:00:00.25')],
        ['2', null, ...columns.map(() => null)],
        ['3', '{"cfloat": "A"}', '', ...Array<null>(7).fill(null)],
      ],
    );
    const found = await query(
      'select c.name from clinical.dataset_column c join clinical.dataset using (dataset_id) where study_id = $1 and special_missing',
      [studyId],
    );
    assert.deepEqual(found, [{ name: 'Cfloat' }]);
  });

  it('numbers rows in their order, as the primary key, and tells the planner of them', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => [`v${index}`]);
    const { studyId } = await load({ name: 'AE', columns: [text('A')], rows });
    const table = await findTable(studyId, 'AE');
    const found = await query(`select "#row"::int as row, a from clinical_data."${table}" order by "#row"`);
    assert.deepEqual(
      found,
      rows.map(([a], index) => ({ row: index + 1, a })),
    );
    const [known] = await query(
      `select reltuples::int as rows, (select count(*)::int from pg_index where indrelid = c.oid and indisprimary) as keys
       from pg_class c where relname = $1`,
      [table],
    );
    assert.deepEqual(known, { rows: 5000, keys: 1 });
  });

  it('keeps what the source says of dataset and columns', async () => {
    const columns: Column[] = [
      {
        name: 'AESTDTC',
        label: 'Start',
        type: 'string',
        length: 10,
        displayFormat: '$10.',
        logicalType: 'datetime',
      },
      { name: 'AESEQ', label: 'Number', type: 'float' },
    ];
    const { studyId } = await load({ name: 'AE', columns, rows: [], sha: 'abc' });
    const [dataset] = await query(
      'select name, label, row_count::int, file_name, file_sha256 from clinical.dataset where study_id = $1',
      [studyId],
    );
    assert.deepEqual(dataset, {
      name: 'AE',
      label: 'Label of AE',
      row_count: 0,
      file_name: 'ae.csv',
      file_sha256: 'abc',
    });
    const found = await query(
      `select position, c.name, column_name, c.label, type, length, display_format, logical_type
       from clinical.dataset_column c join clinical.dataset using (dataset_id) where study_id = $1 order by position`,
      [studyId],
    );
    assert.deepEqual(found, [
      {
        position: 1,
        name: 'AESTDTC',
        column_name: 'aestdtc',
        label: 'Start',
        type: 'string',
        length: 10,
        display_format: '$10.',
        logical_type: 'datetime',
      },
      {
        position: 2,
        name: 'AESEQ',
        column_name: 'aeseq',
        label: 'Number',
        type: 'float',
        length: null,
        display_format: null,
        logical_type: null,
      },
    ]);
  });

  it('finds a column name of its own where PostgreSQL cannot hold the one in the file', async () => {
    const long = 'é'.repeat(40);
    const names = ['#ROW', 'ctid', 'select', 'a "quoted" name', `${long}1`, `${long}2`];
    const { studyId } = await load({ name: 'AE', columns: names.map(text), rows: [names] });
    const found = await query(
      'select c.name, column_name from clinical.dataset_column c join clinical.dataset using (dataset_id) where study_id = $1 order by position',
      [studyId],
    );
    assert.deepEqual(found, [
      { name: '#ROW', column_name: '#row_2' },
      { name: 'ctid', column_name: 'ctid_2' },
      { name: 'select', column_name: 'select' },
      { name: 'a "quoted" name', column_name: 'a "quoted" name' },
      { name: `${long}1`, column_name: 'é'.repeat(31) },
      { name: `${long}2`, column_name: `${'é'.repeat(30)}_2` },
    ]);
  });

  it('changes nothing where the same file comes again', async () => {
    const sample = { name: 'AE', columns: [text('A')], rows: [['1']] };
    const { studyId } = await load(sample);
    const before = await query('select * from clinical.dataset where study_id = $1', [studyId]);
    const again = await load(sample);
    assert.deepEqual([again.studyId, again.datasets.map(({ rows }) => rows)], [studyId, [1]]);
    assert.deepEqual(await query('select * from clinical.dataset where study_id = $1', [studyId]), before);
  });

  it('loads nothing where the file turns out to have changed once its rows are in', async () => {
    const { studyId } = await load({ name: 'AE', columns: [text('A')], rows: [['1']] });
    const standing = () => query('select * from clinical.dataset where study_id = $1', [studyId]);
    const before = await standing();
    const changed = new AppError('BAD_IMPORT_FILE', { details: 'cm.csv: changed.' });
    const source = toSource({ name: 'AE', columns: [text('A')], rows: [['2']], sha: 'other' });
    const later = { ...source, name: 'CM', readSha256: () => Promise.reject(changed) };
    await assert.rejects(importDatasets({ ...order(), sources: [source, later] }, signal), changed);
    assert.deepEqual(await standing(), before);
  });

  it('keeps studies, modes and the tenant level apart', async () => {
    const source = toSource({ name: 'AE', columns: [text('USUBJID')], rows: [['s1']] });
    const { studyId } = await importDatasets({ ...order(), sources: [source] }, signal);
    const other = await importDatasets(
      { ...order(), study: { name: order().study.name, mode: 'active' }, sources: [source] },
      signal,
    );
    assert.equal(other.studyId, studyId);
    const foreign = await importDatasets({ ...order(), tenantId: 'other', sources: [source] }, signal);
    assert.notEqual(foreign.studyId, studyId);
    const tenant = await importDatasets({ ...order(), study: null, sources: [source] }, signal);
    assert.equal(tenant.studyId, null);
    await importDatasets({ ...order(), study: null, sources: [source] }, signal);
    const found = await query(
      `select count(*)::int as tables, count(distinct table_name)::int as own from clinical.dataset where study_id in ($1, $2) or study_id is null`,
      [studyId, foreign.studyId],
    );
    assert.deepEqual(found, [{ tables: 4, own: 4 }]);
  });
});
