import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

import type { Cell } from '../../src/domain/dataset.ts';
import { renderOutput } from '../../src/render/renderOutput.ts';
import type { RowSet } from '../../src/render/rowSet.ts';
import { RENDER_OPTIONS } from '../support/renderOptions.ts';
import { reportOf } from '../support/reportOf.ts';
import { rowSetOf, textColumn } from '../unit/render/copyCsv.ts';

const run = promisify(execFile);
const CURE =
  'mvn dependency:copy -Dartifact=org.verapdf.apps:cli:1.30.2 -DoutputDirectory=FOLDER; export VERAPDF_JAR=FOLDER/cli-1.30.2.jar';
const TEXTS = [
  ...['ζάλη και ναυτία', 'Съешь', 'phản ứng', '不良事件', '두통', 'שלום abc', 'مرحبا 123', 'e\u0301'],
  // Which no font has; and characters that are not to be drawn.
  ...[
    '\u0378 and \u{1F600}',
    '\u0001\u0008\u007F\uFFFE',
    '',
    'a text that is too long for a line '.repeat(8),
  ],
];

function tableOf(name: string, { columns, rows }: { columns: number; rows: number }): RowSet {
  const names = Array.from({ length: columns }, (_, index) => `C${index}`);
  const cell = (row: number, column: number): Cell =>
    (row + column) % 17 === 0 ? null : (TEXTS[(row + column) % TEXTS.length] ?? '');
  return rowSetOf({
    name,
    columns: names.map((each, index) => textColumn(each, `Label ${TEXTS[index % TEXTS.length] ?? ''}`)),
    rows: Array.from({ length: rows }, (_, row) => names.map((_each, column) => cell(row, column))),
  });
}

const LISTINGS: Readonly<Record<string, readonly RowSet[]>> = {
  'no-rows': [tableOf('AE', { columns: 3, rows: 0 })],
  narrow: [tableOf('AE', { columns: 2, rows: 300 })],
  wide: [tableOf('AE', { columns: 60, rows: 90 })],
  several: [
    tableOf('AE', { columns: 4, rows: 40 }),
    tableOf('CM', { columns: 1, rows: 0 }),
    tableOf('DM', { columns: 9, rows: 3 }),
  ],
};

/** What a profile of veraPDF finds in each file: the clauses that it breaks. */
async function check(profile: string, files: readonly string[]): Promise<Record<string, string[]>> {
  const command = ['-jar', process.env['VERAPDF_JAR'] ?? '', '-v', '--format', 'text', '--flavour', profile];
  // Its exit code is 1 where a file does not conform.
  const { stdout } = await run('java', [...command, ...files]).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 1 && 'stdout' in error) {
      return { stdout: String(error.stdout) };
    }
    throw error;
  });
  const found: Record<string, string[]> = {};
  let clauses: string[] = [];
  for (const line of stdout.split('\n')) {
    const file = /^(?:PASS|FAIL) (\/.*) \S+$/.exec(line)?.[1];
    if (file !== undefined) found[basename(file, '.pdf')] = clauses = [];
    else if (line.startsWith('  FAIL ')) clauses.push(line.slice(7).trim());
  }
  return found;
}

describe('PDF files to veraPDF', function () {
  this.timeout(120_000);
  let folder: string;
  let files: string[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pdfa-'));
    await run('java', ['-jar', process.env['VERAPDF_JAR'] ?? '', '--version']).catch(() => {
      throw new Error(`Missing for this test:\nveraPDF, as VERAPDF_JAR, and Java: ${CURE}`);
    });
    files = [];
    for (const [name, datasets] of Object.entries(LISTINGS)) {
      const { content } = renderOutput({
        formats: ['PDF'],
        options: RENDER_OPTIONS,
        report: reportOf(datasets),
        name,
        describe: () => undefined,
      });
      files.push(join(folder, `${name}.pdf`));
      await pipeline(content, createWriteStream(join(folder, `${name}.pdf`)));
    }
  });
  after(async () => {
    await rm(folder, { recursive: true });
  });

  const all = (clauses: string[]) => Object.fromEntries(Object.keys(LISTINGS).map((name) => [name, clauses]));

  it('are PDF/A-2b', async () => {
    assert.deepEqual(await check('2b', files), all([]));
  });

  it('are tagged as PDF/UA-1 asks for, which they do not claim to be', async () => {
    // 5: the metadata name the version of PDF/UA.
    assert.deepEqual(await check('ua1', files), all(['5-1']));
  });
});
