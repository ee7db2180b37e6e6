import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { importDatasets } from '../../src/db/import/importDatasets.ts';
import { openSources } from '../../src/intake/openSources.ts';
import { missing, toTransportFile } from '../support/transportFile.ts';
import { signal, useImports } from './importFixture.ts';

describe('files on their way into the database', () => {
  const { database, order, query, findTable } = useImports();
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'import-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function write(name: string, content: string | Buffer): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }
  async function listRows(studyId: string | null, name: string): Promise<unknown[][]> {
    const rows = await query(
      `select * from clinical_data."${await findTable(studyId, name)}" order by "#row"`,
    );
    return rows.map((row) => Object.values(row));
  }

  it('stores a CSV file alike as records passed on and as values', async () => {
    const lines = [
      'A,B,"C ""c"""',
      'plain,"quoted, ""twice""",',
      '"","line\r\nbreak\nand \\. alone\n\\.\nhere", lead ',
      '\\N,\\,\\t\t',
      '"\\N","NULL",漢字 Đã',
    ];
    const [source] = await openSources([await write('x.csv', `\uFEFF${lines.join('\r\n')}\n`)], signal);
    assert.ok(source !== undefined && 'csvRecords' in source);
    const { name, label, columns, fileName, readSha256 } = source;
    const rows = (rowsSignal: AbortSignal) => source.rows(rowsSignal);
    const asValues = { name, label, columns, fileName, readSha256, rows };
    const loaded: unknown[] = [];
    for (const [mode, sources] of [
      ['test', [source]],
      ['active', [asValues]],
    ] as const) {
      const study = { name: order().study.name, mode };
      await importDatasets({ ...order(), study, sources }, signal);
      const [found] = await query('select table_name from clinical.dataset where mode = $1', [mode]);
      loaded.push(
        await query(`select * from clinical_data."${String(found?.['table_name'])}" order by "#row"`),
      );
    }
    assert.deepEqual(loaded[0], loaded[1]);
    assert.deepEqual(loaded[0], [
      { '#row': '1', '#missing': null, a: 'plain', b: 'quoted, "twice"', 'c "c"': '' },
      {
        '#row': '2',
        '#missing': null,
        a: '',
        b: 'line\r\nbreak\nand \\. alone\n\\.\nhere',
        'c "c"': ' lead ',
      },
      { '#row': '3', '#missing': null, a: '\\N', b: '\\', 'c "c"': '\\t\t' },
      { '#row': '4', '#missing': null, a: '\\N', b: 'NULL', 'c "c"': '漢字 Đã' },
    ]);
  });

  it('stores every dataset of a transport file with its types', async () => {
    const file = toTransportFile(
      {
        name: 'AE',
        variables: [
          { name: 'USUBJID', size: 8, isText: true },
          { name: 'AESEQ', size: 8 },
          { name: 'AEDATE', size: 8, format: { name: 'DATE', width: 9 } },
        ],
        rows: [
          ['s1', 0.1, 0],
          ['', missing('B'), missing('.')],
        ],
      },
      { name: 'CM', variables: [{ name: 'CMTIME', size: 8, format: { name: 'DATETIME' } }], rows: [[0.5]] },
    );
    const sources = await openSources([await write('two.xpt', file)], signal);
    const { studyId } = await importDatasets({ ...order(), sources }, signal);
    const types = await query(
      'select c.name, type from clinical.dataset_column c join clinical.dataset using (dataset_id) where study_id = $1 order by 1',
      [studyId],
    );
    assert.deepEqual(
      types.map((row) => Object.values(row)),
      [
        ['AEDATE', 'date'],
        ['AESEQ', 'float'],
        ['CMTIME', 'datetime'],
        ['USUBJID', 'string'],
      ],
    );
    const [ae] = await query(
      `select json_agg(t order by "#row")::text as rows from clinical_data."${await findTable(studyId, 'AE')}" t`,
    );
    assert.deepEqual(JSON.parse(String(ae?.['rows'])), [
      { '#row': 1, '#missing': null, usubjid: 's1', aeseq: 0.1, aedate: '1960-01-01' },
      { '#row': 2, '#missing': { aeseq: 'B' }, usubjid: '', aeseq: null, aedate: null },
    ]);
    assert.equal((await listRows(studyId, 'CM')).length, 1);
  });

  describe('npm run import', () => {
    type Ended = { code: number; stdout: string; stderr: string };
    const run = (...args: string[]) =>
      new Promise<Ended>((resolve) => {
        const env = { ...process.env, MIGRATION_DATABASE_URL: database().ownerUrl };
        execFile(
          process.execPath,
          ['--import', 'tsx', 'src/import.ts', ...args],
          { env },
          (error, stdout, stderr) => {
            resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
          },
        );
      });

    it('prints the study id, then rows and seconds of each dataset', async () => {
      const paths = [await write('ae.csv', 'A\n1\n2\n'), await write('cm.csv', 'A\n')];
      const { code, stdout, stderr } = await run(
        '--tenant',
        'acme',
        '--study',
        'Command',
        '--mode',
        'test',
        ...paths,
      );
      assert.deepEqual([code, stderr], [0, '']);
      const [study] = await query(`select study_id from clinical.study where name = 'Command'`);
      const [first, ...others] = stdout.trimEnd().split('\n');
      assert.equal(first, `Study ${String(study?.['study_id'])}`);
      assert.match(others.join('\n'), /^AE: 2 rows, \d+\.\d\d s\nCM: 0 rows, \d+\.\d\d s$/);
    });

    it('ends with 1 and loads nothing where one file is bad', async () => {
      const paths = [await write('ae.csv', 'A\n1\n'), await write('bad.csv', 'A\n1,2\n')];
      const { code, stdout, stderr } = await run(
        '--tenant',
        'acme',
        '--study',
        'Bad',
        '--mode',
        'test',
        ...paths,
      );
      assert.deepEqual([code, stdout], [1, '']);
      assert.equal(
        stderr,
        'The file cannot be imported. bad.csv, row 1, line 2, column A: 2 values where the header has 1.\n',
      );
      assert.deepEqual(await query(`select * from clinical.study where name = 'Bad'`), []);
    });

    it('loads datasets of the tenant, and cleans up', async () => {
      const tenant = await run('--tenant', 'acme', '--tenant-level', await write('learn.csv', 'A\n1\n'));
      assert.deepEqual([tenant.code, tenant.stdout.split('\n')[0]], [0, 'Tenant acme']);
      const { code, stdout } = await run('--clean');
      assert.deepEqual([code, stdout], [0, '0 old tables dropped, 0 in use and left.\n']);
    });

    it('ends with 2 and shows its usage where the arguments are wrong', async () => {
      const { code, stderr } = await run('--tenant', 'acme', 'x.csv');
      assert.equal(code, 2);
      assert.match(
        stderr,
        /^Either --study and --mode, or --tenant-level: .*\nUsage: npm run import -- --tenant T/,
      );
    });
  });
});
