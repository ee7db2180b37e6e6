import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { importDatasets } from '../../src/db/import/importDatasets.ts';
import { applyDefine } from '../../src/intake/define/applyDefine.ts';
import { readDefine } from '../../src/intake/define/readDefine.ts';
import { openSources } from '../../src/intake/openSources.ts';
import { toDefineXml } from '../support/defineXml.ts';
import { findFault, signal, useImports } from './importFixture.ts';

const ITEMS = [
  { name: 'USUBJID', type: 'text', length: 8, label: 'Subject' },
  { name: 'SEQ', type: 'integer', length: 3, label: 'Sequence' },
  { name: 'DOSE', type: 'float', label: 'Dose' },
  { name: 'STDTC', type: 'date', label: 'Start' },
];

describe('CSV files with a define.xml', () => {
  const { order, query, findTable } = useImports();
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'define-'));
    await writeFile(join(folder, 'define.xml'), toDefineXml({ X: ITEMS }));
  });
  after(() => rm(folder, { recursive: true }));

  async function open(csv: string, isDefined = true) {
    const path = join(folder, 'x.csv');
    await writeFile(path, csv);
    const sources = await openSources([path], signal);
    if (!isDefined) return sources;
    return (await applyDefine(sources, await readDefine(join(folder, 'define.xml'), signal), signal)).sources;
  }
  const load = async (csv: string, isDefined?: boolean) =>
    importDatasets({ ...order(), sources: await open(csv, isDefined) }, signal);

  const CSV = 'USUBJID,SEQ,DOSE,STDTC\ns1,1,0.5,2024-02\n"","",,\n"s\n3", 3 ,1e2,\n';

  it('store numbers as numbers, blank ones missing, and partial dates as text', async () => {
    const { studyId } = await load(CSV);
    const table = `clinical_data."${await findTable(studyId, 'X')}"`;
    const rows = await query(
      `select usubjid, seq::text, dose, stdtc, pg_typeof(seq)::text as type from ${table} order by "#row"`,
    );
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        ['s1', '1', 0.5, '2024-02', 'bigint'],
        ['', null, null, '', 'bigint'],
        ['s\n3', '3', 100, '', 'bigint'],
      ],
    );
    const columns = await query(
      `select c.name, c.label, c.type, c.length, c.logical_type, d.label as dataset
       from clinical.dataset_column c join clinical.dataset d using (dataset_id) where study_id = $1 order by position`,
      [studyId],
    );
    assert.deepEqual(
      columns.map((column) => Object.values(column)),
      [
        ['USUBJID', 'Subject', 'string', 8, null, 'Label of X'],
        ['SEQ', 'Sequence', 'integer', 3, null, 'Label of X'],
        ['DOSE', 'Dose', 'float', null, null, 'Label of X'],
        ['STDTC', 'Start', 'string', null, 'date', 'Label of X'],
      ],
    );
  });

  it('are loaded anew where the same file was there without it, and left where it was there with it', async () => {
    const { studyId } = await load(CSV, false);
    const plain = await findTable(studyId, 'X');
    await load(CSV);
    const typed = await findTable(studyId, 'X');
    await load(CSV);
    assert.notEqual(typed, plain);
    assert.equal(await findTable(studyId, 'X'), typed);
  });

  it('are refused where a number is none, naming the row whichever lines it stands on, and nothing is loaded', async () => {
    assert.equal(
      await findFault(load('USUBJID,SEQ,DOSE,STDTC\n"a\r\nb\nc",1,1,\nd,2,2,\n"e\n",3,three,\nf,4,4,\n')),
      'x.csv, dataset X, row 3, column DOSE: a value does not fit its type, double precision.',
    );
    assert.deepEqual(await query('select from clinical.study where name = $1', [order().study.name]), []);
  });
});
