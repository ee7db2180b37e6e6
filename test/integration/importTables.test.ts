import assert from 'node:assert/strict';
import pg from 'pg';

import { cleanDatasets } from '../../src/db/import/cleanDatasets.ts';
import { findTables } from '../support/subjectTables.ts';
import { signal, text, useImports } from './importFixture.ts';

describe('the tables of imports', () => {
  const { database, query, load, findTable } = useImports();

  it('moves the registry to a new file, while the old table waits for the next import', async () => {
    const { studyId } = await load({ name: 'AE', columns: [text('A')], rows: [['1']], sha: 'one' });
    const old = await findTable(studyId, 'AE');
    await load({ name: 'AE', columns: [text('B')], rows: [['2']], sha: 'two' });
    const table = await findTable(studyId, 'AE');
    assert.notEqual(table, old);
    assert.deepEqual(await query(`select a from clinical_data."${old}"`), [{ a: '1' }]);
    assert.deepEqual(await query(`select b from clinical_data."${table}"`), [{ b: '2' }]);
    await load({ name: 'CM', columns: [text('A')], rows: [] });
    assert.deepEqual(await query(`select to_regclass('clinical_data."${old}"') as found`), [{ found: null }]);
  });

  it('lets a report that joins subjects and visits be planned with what the import brought', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => [`S-${index}`, '1', 'WEEK 1']);
    const { studyId } = await load({ name: 'SV', columns: ['USUBJID', 'VISITNUM', 'VISIT'].map(text), rows });
    for (const table of Object.values(await findTables(query, studyId)))
      assert.deepEqual(
        await query('select reltuples as rows from pg_class where oid = $1::regclass', [table]),
        [{ rows: 50 }],
      );
  });

  it('moves subjects and visits to new tables, while the old ones wait for the next import', async () => {
    const columns = ['USUBJID', 'VISITNUM'].map(text);
    const { studyId } = await load({ name: 'SV', columns, rows: [['s1', '1']], sha: 'one' });
    const old = await findTables(query, studyId);
    await load({ name: 'SV', columns, rows: [['s2', '2']], sha: 'two' });
    const tables = await findTables(query, studyId);
    assert.deepEqual(await query(`select usubjid from ${old.subject}`), [{ usubjid: 's1' }]);
    assert.deepEqual(await query(`select usubjid from ${tables.subject}`), [{ usubjid: 's2' }]);
    assert.deepEqual(await query(`select usubjid, visitnum::int from ${tables.visit}`), [
      { usubjid: 's2', visitnum: 2 },
    ]);
    await load({ name: 'SV', columns, rows: [['s3', '3']], sha: 'three' });
    assert.deepEqual(
      await query('select to_regclass($1) as subject, to_regclass($2) as visit', Object.values(old)),
      [{ subject: null, visit: null }],
    );
  });

  it('keeps subjects and visits where they are when nothing has changed', async () => {
    const sample = { name: 'SV', columns: [text('USUBJID')], rows: [['s1']] };
    const { studyId } = await load(sample);
    const tables = await findTables(query, studyId);
    await load(sample);
    await cleanDatasets(database().ownerUrl, signal);
    assert.deepEqual(await findTables(query, studyId), tables);
    assert.deepEqual(await query(`select usubjid from ${tables.subject}`), [{ usubjid: 's1' }]);
  });

  it('leaves an old table that is being read, and drops it when it is asked again', async () => {
    const { studyId } = await load({ name: 'AE', columns: [text('A')], rows: [], sha: 'one' });
    const old = await findTable(studyId, 'AE');
    await load({ name: 'AE', columns: [text('A')], rows: [], sha: 'two' });
    await query('begin');
    await query(`lock table clinical_data."${old}" in access share mode`);
    // Its own, and the subjects and visits of its import, which had none.
    assert.deepEqual(await cleanDatasets(database().ownerUrl, signal), { dropped: 2, left: 1 });
    await query('commit');
    assert.deepEqual(await cleanDatasets(database().ownerUrl, signal), { dropped: 1, left: 0 });
    assert.deepEqual(await cleanDatasets(database().ownerUrl, signal), { dropped: 0, left: 0 });
  });

  it('neither waits for a running report nor shows itself to it', async () => {
    const { studyId } = await load({ name: 'AE', columns: [text('A')], rows: [['1']], sha: 'one' });
    const report = new pg.Client({ connectionString: database().clinicalUrl });
    await report.connect();
    try {
      await report.query('begin isolation level repeatable read read only');
      const select = 'select table_name from clinical.dataset where study_id = $1';
      const first = await report.query<{ table_name: string }>(select, [studyId]);
      const table = first.rows[0]?.table_name ?? '';
      await report.query(`lock table clinical_data."${table}" in access share mode`);
      await load({ name: 'AE', columns: [text('A')], rows: [['2']], sha: 'two' });
      const { rows } = await report.query(select, [studyId]);
      assert.deepEqual(rows, [{ table_name: table }]);
      assert.deepEqual((await report.query(`select a from clinical_data."${table}"`)).rows, [{ a: '1' }]);
      await report.query('commit');
      const now = await findTable(studyId, 'AE');
      assert.deepEqual((await report.query(`select a from clinical_data."${now}"`)).rows, [{ a: '2' }]);
    } finally {
      await report.end();
    }
  });

  it('lets imports of one study into one another only one after the other', async () => {
    const samples = ['AE', 'CM', 'DS', 'EX'].map((name) => ({
      name,
      columns: [text('USUBJID')],
      rows: [[`of ${name}`], ['of all']],
    }));
    const outcomes = await Promise.all([...samples, ...samples].map((sample) => load(sample)));
    assert.equal(new Set(outcomes.map(({ studyId }) => studyId)).size, 1);
    const { subject } = await findTables(query, outcomes[0]?.studyId);
    const subjects = await query(`select usubjid from ${subject} order by 1`);
    assert.deepEqual(
      subjects.map(({ usubjid }) => usubjid),
      ['of AE', 'of CM', 'of DS', 'of EX', 'of all'],
    );
    assert.deepEqual(
      await query('select count(*)::int as count from clinical.dataset where study_id = $1', [
        outcomes[0]?.studyId,
      ]),
      [{ count: 4 }],
    );
  });
});
