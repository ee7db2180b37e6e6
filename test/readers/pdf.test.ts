import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { renderPdf } from '../../src/render/pdf/renderPdf.ts';
import type { Sample } from '../integration/importFixture.ts';
import { RENDER_OPTIONS } from '../support/renderOptions.ts';
import { reportOf } from '../support/reportOf.ts';
import { rowSetOf, textColumn } from '../unit/render/copyCsv.ts';
import { checkTools } from './checkTools.ts';
import type { DatabaseTable } from './databaseTables.ts';
import { isSpecial } from './normalise.ts';
import { dense, type PdfTable, readPages, readStructure } from './readWithPoppler.ts';
import { useWrittenFiles } from './writtenFiles.ts';
import { column, WRITTEN_STUDY } from './writtenStudy.ts';

const run = promisify(execFile);

/** What is read of a table: a name and its label, and moments in ISO 8601. */
function toRead({ columns, rows }: DatabaseTable): PdfTable {
  return {
    heads: columns.map(({ name, label }) => (label === '' ? name : `${name} ${label}`)),
    rows: rows.map((row) =>
      row.map((cell, index) => {
        const type = columns[index]?.type ?? 'string';
        if (cell === null || isSpecial(type, cell)) return '';
        return type === 'datetime' ? cell.replace(' ', 'T') : cell;
      }),
    ),
  };
}

async function checkWhole(path: string, leastFonts: number): Promise<void> {
  const { stdout: checked } = await run('qpdf', ['--check', path]);
  assert.match(checked, /No syntax or stream encoding errors found/);
  const { stdout: info } = await run('pdfinfo', [path]);
  assert.match(info, /^Tagged: +yes$/m);
  const { stdout: fonts } = await run('pdffonts', [path]);
  const listed = fonts.trim().split('\n').slice(2);
  assert.ok(listed.length >= leastFonts, fonts);
  // Embedded, a subset, with a map to Unicode; then the object's number and generation.
  for (const font of listed) assert.match(font, / yes yes yes +\d+ +\d+$/);
}

describe('PDF files in the programs of others', function () {
  this.timeout(120_000);
  before(checkTools);
  const { write, tables } = useWrittenFiles(...WRITTEN_STUDY);
  let path = '';
  before(async () => {
    [path = ''] = await write('PDF');
  });

  it('are whole to qpdf and tagged, and all their fonts embedded, as poppler sees it', () =>
    checkWhole(path, 3));

  it('give pdftotext on every page the heads, every cell in its place, and nothing between', async () => {
    const pages = await readPages(path);
    assert.equal(pages.length, tables().length);
    tables().forEach((table, index) => {
      const { name, label } = table;
      const { heads, rows } = toRead(table);
      const cells = rows.length === 0 ? ['No rows.'] : rows.flat();
      const footer = `Subject Data Extract · PILOT <01> & "Söhne" · test · ${name} Page ${index + 1} of ${pages.length}`;
      const found = dense(pages[index] ?? '');
      const title = dense(`${name} – ${label}`);
      assert.equal(
        found.slice(found.indexOf(title)),
        [title, ...heads, ...cells, footer].map(dense).join(''),
      );
    });
  });

  it('are tagged so that poppler reads every head and every cell in its row as it is in the data', async () => {
    assert.deepEqual(await readStructure(path), tables().map(toRead));
  });
});

const NAMES = ['USUBJID', ...Array.from({ length: 40 }, (_, index) => `C${index}`)];
const TEXTS = ['ζάλη', 'Съешь', 'phản ứng', '不良事件', '두통', 'a longer text that wraps in its cell'];

/** A listing of many pages, in panels, whose cells can be told from one another. */
const WIDE: Sample = {
  name: 'WIDE',
  columns: NAMES.map((name) => column(name, 'string')),
  rows: Array.from({ length: 90 }, (_, row) =>
    NAMES.map((name, at) => `${name}r${row} ${TEXTS[(row + at) % TEXTS.length] ?? ''}`),
  ),
};

describe('PDF files with many pages in the programs of others', function () {
  this.timeout(120_000);
  before(checkTools);
  const { write, tables } = useWrittenFiles(WIDE);
  let path = '';
  before(async () => {
    [path = ''] = await write('PDF');
  });

  it('are whole to qpdf and tagged, and all their fonts embedded, as poppler sees it', () =>
    checkWhole(path, 3));

  it('give pdftotext every cell, along the rows and down the columns', async () => {
    const all = dense((await readPages(path)).join(''));
    const places = tables().flatMap((table) =>
      toRead(table).rows.map((row) => row.map((cell) => all.indexOf(dense(cell)))),
    );
    assert.equal(places.length, 90);
    assert.ok(places.flat().every((place) => place >= 0));
    const columns = NAMES.map((_, index) => places.map((row) => row[index] ?? 0));
    for (const line of [...places, ...columns]) {
      assert.deepEqual(
        line,
        line.toSorted((one, other) => one - other),
      );
    }
  });
});

const LABELS = ['', 'Label of it', 'תווית (א) של העמודה', 'a label\nof two lines'];
const READ_ALOUD = [
  ...['שלום (abc) עולם 12%', 'a (שלום) b', 'שלום עולם '.repeat(60).trim(), 'שורה\nשורה\r\n'],
  ...['صداع (شديد) 5', 'مرحبا بالعالم '.repeat(40).trim(), 'ﺍﺏ', 'שָׁלוֹם'],
  ...['two\nlines', '\r\nfour\rlines\n\n', 'a tab\tand\t\ttabs', ' blanks  around ', '\n', '\t'],
  ...['a text that wraps '.repeat(20), 'x'.repeat(500), '不良事件'.repeat(90), 'two words '.repeat(3_000)],
];

/** Texts that are not drawn as they are read. */
const ALOUD: Sample = {
  name: 'ALOUD',
  columns: LABELS.map((label, index) => column(`C${index}`, 'string', { label })),
  rows: READ_ALOUD.map((text, row) => [text, `r${row}`, READ_ALOUD.at(-2 - row) ?? '', `${row} ${text}`]),
};

describe('PDF files that are read aloud', function () {
  this.timeout(120_000);
  before(checkTools);
  const { write, tables } = useWrittenFiles(ALOUD);

  it('give poppler every head and every cell as it is in the data, whichever way it runs and wherever it breaks', async () => {
    const [path = ''] = await write('PDF');
    assert.deepEqual(await readStructure(path), tables().map(toRead));
  });
});

describe('PDF files of more cells than are tagged', () => {
  before(checkTools);

  it('give poppler every row with its cells apart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'readers-'));
    try {
      const rows = [
        ['one', 'two words', '3'],
        ['four', 'ζάλη', '6'],
      ];
      const rowSet = rowSetOf({ columns: ['A', 'B', 'C'].map((name) => textColumn(name)), rows });
      const { bytes } = renderPdf(reportOf([{ ...rowSet, rowCount: 5_000_000 }]), RENDER_OPTIONS);
      const path = join(folder, 'rows.pdf');
      await writeFile(path, bytes);
      const [table] = await readStructure(path);
      assert.deepEqual(
        table?.rows,
        rows.map((row) => [`${row.join(' ')} `]),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
