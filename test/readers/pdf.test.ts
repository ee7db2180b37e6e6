import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';

import { renderOutput } from '../../src/render/renderOutput.ts';
import { RENDER_OPTIONS } from '../support/renderOptions.ts';
import { reportOf } from '../support/reportOf.ts';
import { rowSetOf, textColumn } from '../unit/render/copyCsv.ts';
import { checkTools } from './checkTools.ts';

const run = promisify(execFile);
const NAMES = ['USUBJID', ...Array.from({ length: 40 }, (_, index) => `C${index}`)];
const TEXTS = ['ζάλη', 'Съешь', 'phản ứng', '不良事件', '두통', 'a longer text that wraps in its cell'];

/** Cells that can be told from one another. */
const ROWS = Array.from({ length: 90 }, (_, row) =>
  NAMES.map((name, column) => `${name}r${row} ${TEXTS[(row + column) % TEXTS.length] ?? ''}`),
);

const dense = (text: string): string => text.replaceAll(/\s+/gu, '');

describe('PDF files in the programs of others', function () {
  this.timeout(120_000);
  let folder: string;
  let file: string;

  before(async () => {
    await checkTools();
    folder = await mkdtemp(join(tmpdir(), 'pdf-'));
    file = join(folder, 'listing.pdf');
    const { content } = renderOutput({
      formats: ['PDF'],
      options: RENDER_OPTIONS,
      report: reportOf([rowSetOf({ columns: NAMES.map((name) => textColumn(name)), rows: ROWS })]),
      name: 'listing',
      describe: () => undefined,
    });
    await writeFile(file, await buffer(content));
  });
  after(() => rm(folder, { recursive: true }));

  it('pass qpdf --check', async () => {
    const { stdout } = await run('qpdf', ['--check', file]);
    assert.match(stdout, /No syntax or stream encoding errors found/);
  });

  it('are tagged, and embed every font with a map to Unicode, as poppler sees it', async () => {
    const { stdout: info } = await run('pdfinfo', [file]);
    assert.match(info, /^Tagged: +yes$/m);
    const { stdout: fonts } = await run('pdffonts', [file]);
    const listed = fonts.trim().split('\n').slice(2);
    assert.ok(listed.length >= 3);
    for (const font of listed) assert.match(font, /yes yes yes/);
  });

  it('give poppler every cell, in order', async () => {
    const { stdout } = await run('pdftotext', ['-raw', file, '-'], { maxBuffer: 64 * 1024 * 1024 });
    const all = dense(stdout);
    const places = ROWS.map((row) => row.map((cell) => all.indexOf(dense(cell))));
    assert.ok(places.flat().every((place) => place >= 0));
    for (const row of places.slice(0, 1))
      assert.deepEqual(
        row,
        row.toSorted((one, other) => one - other),
      );
    // A column's cells follow one another down the pages.
    NAMES.forEach((_, column) => {
      const down = places.map((row) => row[column] ?? 0);
      assert.deepEqual(
        down,
        down.toSorted((one, other) => one - other),
      );
    });
  });
});
