import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

import type { Cell, Column, DataType, InputCell } from '../../src/domain/dataset.ts';
import { type Format, FORMATS } from '../../src/domain/reportDefinition.ts';
import { renderOutput } from '../../src/render/renderOutput.ts';
import { extract, useRowSource } from '../integration/rowSourceFixture.ts';
import { RENDER_OPTIONS } from '../support/renderOptions.ts';
import { reportOf } from '../support/reportOf.ts';
import { checkTools } from './checkTools.ts';
import { type ReadCell, readWithPython, readWithR } from './readWith.ts';

const run = promisify(execFile);

type Read = (path: string) => Promise<ReadCell[][]>;

const python = (reader: string): [string, Read] => [
  `Python's ${reader}`,
  (path) => readWithPython(reader, path),
];
const r = (reader: string): [string, Read] => [`R's ${reader}`, (path) => readWithR(reader, path)];

/** Who opens which format. */
const READERS: Readonly<Record<string, readonly [string, Read][]>> = {
  CSV: [python('csv')],
  'CSV.GZ': [python('gzip')],
  XLSX: [python('openpyxl'), ['LibreOffice', readWithLibreOffice]],
  JSON: [python('json')],
  DATASET_JSON: [python('dataset-json')],
  NDJSON: [python('ndjson')],
  DSJC: [python('zlib')],
  XPORT: [python('pyreadstat'), r('haven')],
  XPORT5: [python('pyreadstat'), r('haven'), r('foreign')],
  HTML: [python('html.parser')],
  PARQUET: [python('pyarrow'), python('duckdb')],
};

/** Pages, which have no cells to read back. */
const CHECKED_OTHERWISE: readonly string[] = ['PDF'];

const column = (name: string, type: DataType, displayFormat?: string): Column => ({
  name,
  label: `Label of ${name}`,
  type,
  ...(displayFormat !== undefined && { displayFormat }),
});

const COLUMNS = [
  column('USUBJID', 'string'),
  column('AETERM', 'string'),
  column('AESEQ', 'integer'),
  column('AEDOSE', 'float', '8.3'),
  column('AEAMT', 'decimal'),
  column('AESTDTC', 'string'),
  column('AESTDT', 'date', 'DATE9.'),
  column('AETM', 'time', 'TIME8.'),
  column('AEDTM', 'datetime', 'DATETIME20.'),
];

const ROWS: InputCell[][] = [
  [
    '001',
    'Headache, "severe"',
    '1',
    '0.1',
    '12.50',
    '2014-03',
    '2014-03-05',
    '10:30:00',
    '2014-03-05T10:30:15',
  ],
  [
    '00701',
    'ζάλη & ναυτία',
    '-2',
    '-118.625',
    '-0.001',
    '2014',
    '1960-01-01',
    '00:00:00',
    '1960-01-01T00:00:00',
  ],
  ['1E5', '=1+1', '2147483647', '1e-20', '123456789.12', '', '2024-02-29', '23:59:59', '2024-02-29T23:59:59'],
  ['', 'two\nlines', '0', '123456789012345', '0', '2014-03-05', null, null, null],
  ['004', null, null, null, null, null, null, { special: 'B' }, null],
  [
    '005',
    '頭痛 😀 צהוב',
    '5',
    { special: 'A' },
    '5',
    '2014-03-05T10:30',
    { special: 'Z' },
    null,
    { special: '_' },
  ],
  ['006', '<b>&amp;</b> _x0041_', '6', '6', '6', '--03-05', '2030-12-31', '12:00:00', '2030-12-31T12:00:00'],
];

const SAS_EPOCH_MS = Date.UTC(1960, 0, 1);
const DAY_MS = 86_400_000;

/** A cell in one spelling, whoever read it: a text, a number, a day, seconds of a day or milliseconds. */
function normalise(type: DataType, cell: ReadCell): ReadCell {
  if (type === 'string') return cell === null ? '' : String(cell);
  if (cell === null || cell === '') return null;
  if (type === 'date') return toDay(cell);
  if (type === 'time') return typeof cell === 'number' ? cell : toSeconds(cell);
  if (type === 'datetime') return typeof cell === 'number' ? SAS_EPOCH_MS + cell * 1000 : toMoment(cell);
  return type === 'boolean' ? String(cell) : Number(cell);
}

const toDay = (cell: ReadCell): string =>
  typeof cell === 'number'
    ? new Date(SAS_EPOCH_MS + cell * DAY_MS).toISOString().slice(0, 10)
    : String(cell).slice(0, 10);
/** LibreOffice writes the hours of an American clock. */
const toSeconds = (cell: ReadCell): number => {
  const [, hours, minutes, seconds, half] = /^(\d+):(\d+):([\d.]+) ?([AP]M)?$/.exec(String(cell)) ?? [];
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half === 'PM' ? 12 : 0);
  return hour * 3600 + Number(minutes) * 60 + Number(seconds);
};
const toMoment = (cell: ReadCell): number => Date.parse(`${String(cell).replace(' ', 'T')}Z`);

describe('Files in the programs of others', function () {
  this.timeout(120_000);
  const source = useRowSource({ name: 'AE', columns: COLUMNS, rows: ROWS });
  let folder: string;
  let cells: (readonly Cell[])[];

  before(async () => {
    await checkTools();
    folder = await mkdtemp(join(tmpdir(), 'readers-'));
    const snapshot = await source.open(extract());
    cells = [];
    for await (const batch of snapshot.datasets[0]?.rows() ?? []) cells.push(...batch);
    await snapshot.close();
  });
  after(() => rm(folder, { recursive: true }));

  async function write(format: Format): Promise<string> {
    const snapshot = await source.open(extract());
    try {
      const { content, fileName } = renderOutput({
        formats: [format],
        options: { ...RENDER_OPTIONS, lossy: { rename: true, cut: true } },
        report: reportOf(snapshot.datasets),
        name: format.toLowerCase(),
        describe: () => undefined,
      });
      await pipeline(content, createWriteStream(join(folder, fileName)));
      return join(folder, fileName);
    } finally {
      await snapshot.close();
    }
  }

  it('PDF is whole to qpdf, and has every cell in order to pdftotext, its fonts embedded', async () => {
    const path = await write('PDF');
    await run('qpdf', ['--check', path]);
    const { stdout: fonts } = await run('pdffonts', [path]);
    const embedded = fonts.trim().split('\n').slice(2);
    assert.ok(embedded.length > 0);
    for (const font of embedded) assert.match(font, / yes yes yes /);
    const { stdout: text } = await run('pdftotext', ['-raw', path, '-']);
    const shown = text.replaceAll(/\s/g, '');
    let from = 0;
    for (const cell of cells.flat()) {
      // Text that runs from right to left comes out as it stands on the page.
      if (cell === null || /\p{Script=Hebrew}/u.test(cell)) continue;
      const found = shown.indexOf(cell.replaceAll(/\s/g, ''), from);
      assert.notEqual(found, -1, `${cell} is not in its place`);
      from = found;
    }
  });

  it('are of formats that somebody opens', () => {
    assert.deepEqual(
      FORMATS.filter((format) => READERS[format] === undefined && !CHECKED_OTHERWISE.includes(format)),
      [],
    );
  });

  for (const format of FORMATS) {
    for (const [reader, read] of READERS[format] ?? []) {
      it(`${format} is read by ${reader} cell by cell`, async () => {
        const rows = await read(await write(format));
        const normal = (row: readonly ReadCell[]) =>
          row.map((cell, index) => normalise(COLUMNS[index]?.type ?? 'string', cell));
        assert.deepEqual(rows.map(normal), cells.map(normal));
      });
    }
  }
});

/** As LibreOffice shows the dataset's sheet: written out again as CSV, which Python reads. */
async function readWithLibreOffice(path: string): Promise<ReadCell[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'office-'));
  try {
    const options = '44,34,76,1,,0,false,false,false,false,false,-1';
    await run('soffice', [
      ...[`-env:UserInstallation=file://${folder}/profile`, '--headless'],
      ...['--convert-to', `csv:Text - txt - csv (StarCalc):${options}`, '--outdir', folder, path],
    ]);
    const sheet = (await readdir(folder)).find((name) => name.endsWith('-AE.csv'));
    assert.ok(sheet, 'LibreOffice has no sheet AE');
    return await readWithPython('csv', join(folder, sheet));
  } finally {
    await rm(folder, { recursive: true });
  }
}
