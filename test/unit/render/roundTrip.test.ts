import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';

import fc from 'fast-check';

import { AppError } from '../../../src/domain/errors.ts';
import { type Format, FORMATS } from '../../../src/domain/reportDefinition.ts';
import type { RenderOptions } from '../../../src/render/fileRenderer.ts';
import { type Rendered, renderOutput } from '../../../src/render/renderOutput.ts';
import { readTables } from '../../support/readBack/readTables.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { openReport } from '../../verifyData/openReport.ts';
import { toAllowance } from '../../verifyData/toAllowance.ts';
import { type AnyDataset, anyDatasets } from './anyDataset.ts';
import { rowSetOf } from './copyCsv.ts';
import { expectCell, spellCell } from './holdings.ts';

const RUNS = 60;
/** A page's text is as the page has it: the contract's cases read listings, one by one. */
const READ_BACK = FORMATS.filter((format) => format !== 'PDF');
/** Their files say names and labels of columns as the source has them, whatever these are. */
const DESCRIBED: readonly Format[] = ['JSON', 'DATASET_JSON', 'NDJSON', 'DSJC', 'XPORT', 'XPORT5'];

async function write(format: Format, datasets: readonly AnyDataset[], options: RenderOptions) {
  const output = renderOutput({
    formats: [format],
    options,
    report: reportOf(datasets.map(rowSetOf)),
    name: 'x',
    describe: (rendered: Rendered) => rendered,
  });
  const content = await buffer(output.content);
  const { files } = output.summarize().manifest;
  const [only, ...others] = files;
  assert.ok(only);
  const isArchive = others.length > 0;
  return {
    files: isArchive
      ? (await openReport(content)).filesOf(format)
      : [{ name: only.name, dataset: only.dataset, content }],
    notes: files.flatMap(({ notes }) => notes),
  };
}

/** Answers false where the format refuses the datasets, by name. */
async function comesBack(format: Format, datasets: readonly AnyDataset[], options: RenderOptions) {
  const written = await write(format, datasets, options).catch((error: unknown) => {
    assert.ok(error instanceof AppError && error.code === 'FORMAT_CANNOT_HOLD', String(error));
    assert.match(error.details ?? '', /^(?:AE|DM)(?:\.[^]+, row \d+)?[^]*: /);
  });
  if (written === undefined) return false;
  const tables = await readTables(format, written.files);
  assert.equal(tables.size, datasets.length);
  for (const { name, columns, rows } of datasets) {
    const table = tables.get(name);
    assert.ok(table);
    const renamed = (column: string): string | undefined =>
      written.notes
        .filter((note) => note.startsWith(`${name}: `))
        .map((note) => note.split(` ${column} is called `)[1]?.slice(0, -1))
        .find((found) => found !== undefined);
    assert.deepEqual(
      table.columns,
      columns.map((column) => renamed(column.name) ?? column.name),
    );
    if (DESCRIBED.includes(format)) {
      const isCut = (column: string) =>
        written.notes.some((note) => note.startsWith(`${name}.${column}: a label `));
      columns.forEach((column, index) => {
        if (!isCut(column.name)) assert.equal(table.labels?.[index], column.label);
        else assert.ok(column.label.startsWith(table.labels?.[index] ?? '?'));
      });
    }
    assert.equal(table.rows.length, rows.length);
    rows.forEach((row, at) => {
      columns.forEach((column, index) => {
        const found = spellCell(format, column, table.rows[at]?.[index] ?? null);
        const expected = expectCell(format, column, row[index] ?? null);
        const allows = toAllowance(`${name}.${column.name}`, written.notes);
        if (found === expected || allows(row[index] ?? '', found ?? '')) return;
        assert.fail(`${name}.${column.name}, row ${at + 1}: ${JSON.stringify({ found, expected })}`);
      });
    });
  }
  return true;
}

async function checkAny(format: Format, any: fc.Arbitrary<AnyDataset[]>, options: RenderOptions) {
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(any, async (datasets) => {
      if (!(await comesBack(format, datasets, options))) refused += 1;
    }),
    { numRuns: RUNS },
  );
  return refused;
}

describe('What any format holds', () => {
  for (const format of READ_BACK) {
    it(`comes back from ${format} cell by cell, or is refused by name`, async function () {
      this.timeout(120_000);
      const refused = await checkAny(format, anyDatasets({ odd: false }), RENDER_OPTIONS);
      assert.ok(refused < (RUNS * 3) / 4, `${refused} of ${RUNS} were refused`);
    });

    it(`comes back from ${format} but for what it renames and cuts, as its notes say`, async function () {
      this.timeout(120_000);
      const long = fc.integer({ min: 190, max: 260 }).map((length) => 'é x'.repeat(length).slice(0, length));
      const texts = fc.oneof(long, fc.constantFrom('', 'a', '漢'));
      const options = { ...RENDER_OPTIONS, lossy: { rename: true, cut: true } };
      const refused = await checkAny(format, anyDatasets({ odd: true, texts }), options);
      assert.ok(refused < (RUNS * 3) / 4, `${refused} of ${RUNS} were refused`);
    });
  }

  for (const format of ['XPORT', 'XPORT5'] as const) {
    it(`comes back from ${format} in Windows-1252`, async () => {
      const texts = fc.oneof(
        // Bytes that are UTF-8, too, are read as that: no letter is followed by a sign.
        fc.string({ unit: fc.constantFrom('a', 'é', 'ß', 'Å', ' ', "'"), maxLength: 20 }),
        fc.constantFrom('€ 5', 'Œ', '– “x” …'),
      );
      const options: RenderOptions = { ...RENDER_OPTIONS, xport: { encoding: 'WINDOWS-1252' } };
      const refused = await checkAny(format, anyDatasets({ odd: false, texts }), options);
      assert.ok(refused < (RUNS * 3) / 4, `${refused} of ${RUNS} were refused`);
    });
  }
});
