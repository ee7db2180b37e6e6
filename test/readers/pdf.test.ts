import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import type { Sample } from '../integration/importFixture.ts';
import { checkTools } from './checkTools.ts';
import type { DatabaseTable } from './databaseTables.ts';
import { isSpecial } from './normalise.ts';
import { dense, readPages, readStructure } from './readWithPoppler.ts';
import { useWrittenFiles } from './writtenFiles.ts';
import { column, WRITTEN_STUDY } from './writtenStudy.ts';

const run = promisify(execFile);

/** What pages show of a table: a name above its label, and moments in ISO 8601. */
function toShown({ columns, rows }: DatabaseTable): { heads: string[]; rows: string[][] } {
  return {
    heads: columns.map(({ name, label }) => dense(name + label)),
    rows: rows.map((row) =>
      row.map((cell, index) => {
        const type = columns[index]?.type ?? 'string';
        if (cell === null || isSpecial(type, cell)) return '';
        return dense(type === 'datetime' ? cell.replace(' ', 'T') : cell);
      }),
    ),
  };
}

/** The structure has text that runs from right to left as it stands on the page. */
const asItStands = (text: string): string =>
  text.replaceAll(/\p{Script=Hebrew}+/gu, (word) => Array.from(word).reverse().join(''));

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
      const { heads, rows } = toShown(table);
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

  it('are tagged so that poppler finds every head and every cell in its row', async () => {
    const shown = tables().map(toShown);
    const expected = shown.map(({ heads, rows }) => ({
      heads,
      rows: rows.map((row) => row.map(asItStands)),
    }));
    assert.deepEqual(await readStructure(path), expected);
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
      toShown(table).rows.map((row) => row.map((cell) => all.indexOf(cell))),
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
