import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { DataType } from '../../src/domain/dataset.ts';
import { FORMATS } from '../../src/domain/reportDefinition.ts';
import { checkTools } from './checkTools.ts';
import { type ReadCell, readWithPython, readWithR } from './readWith.ts';
import { COLUMNS, useWrittenFiles } from './writtenFiles.ts';

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
  const { write, cells } = useWrittenFiles();
  before(checkTools);

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
    for (const cell of cells().flat()) {
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
        assert.deepEqual(rows.map(normal), cells().map(normal));
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
