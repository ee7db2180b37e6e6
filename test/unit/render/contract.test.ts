import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';

import { AppError } from '../../../src/domain/errors.ts';
import { type Format, FORMATS } from '../../../src/domain/reportDefinition.ts';
import { type Rendered, renderOutput } from '../../../src/render/renderOutput.ts';
import type { RowSet } from '../../../src/render/rowSet.ts';
import { readTables } from '../../support/readBack/readTables.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { openReport } from '../../verifyData/openReport.ts';
import { column, DATASETS, EXTREMES, shape, type Shape, TEXTS } from './contractDatasets.ts';
import { rowSetOf } from './copyCsv.ts';
import { expectCell, HOLDINGS, spellCell } from './holdings.ts';
import { createManyRows } from './manyRows.ts';

const MOST_CHUNK_BYTES = 1024 * 1024;
const MANY_ROWS = 2_000_000;
const MOST_GROWTH_BYTES = 10_000_000;

function render(format: Format, rowSets: readonly RowSet[]) {
  return renderOutput({
    formats: [format],
    options: RENDER_OPTIONS,
    report: reportOf(rowSets),
    name: 'x',
    describe: (rendered: Rendered) => rendered,
  });
}

async function read(
  format: Format,
  rowSets: readonly RowSet[],
  keep: (chunk: Buffer) => void = () => undefined,
): Promise<Rendered> {
  const output = render(format, rowSets);
  let bytes = 0;
  for await (const chunk of output.content as AsyncIterable<Buffer>) {
    assert.ok(chunk.length <= MOST_CHUNK_BYTES, `a chunk of ${chunk.length} bytes`);
    bytes += chunk.length;
    keep(chunk);
  }
  const { sizeBytes, manifest } = output.summarize();
  assert.equal(sizeBytes, bytes);
  return manifest;
}

/** Writes datasets, reads them back and compares every cell with what the format is to make of it. */
async function assertHeld(format: Format, shapes: readonly (Shape & { name: string })[]): Promise<Rendered> {
  const chunks: Buffer[] = [];
  const rendered = await read(format, shapes.map(rowSetOf), (chunk) => chunks.push(chunk));
  const content = Buffer.concat(chunks);
  const [only, ...others] = rendered.files;
  assert.ok(only);
  const report = others.length === 0 ? undefined : await openReport(content);
  const files = report?.filesOf(format) ?? [{ name: only.name, dataset: only.dataset, content }];
  const tables = await readTables(format, files);
  assert.equal(tables.size, shapes.length);
  for (const { name, columns, rows } of shapes) {
    const table = tables.get(name);
    assert.ok(table, `${name} is missing`);
    assert.deepEqual(
      table.columns.map((head, index) =>
        format === 'PDF' ? head.replace(` ${columns[index]?.label}`, '') : head,
      ),
      columns.map((each) => each.name),
    );
    assert.deepEqual(
      table.rows.map((row) => columns.map((each, index) => spellCell(format, each, row[index] ?? null))),
      rows.map((row) => columns.map((each, index) => expectCell(format, each, row[index] ?? null))),
    );
  }
  assert.equal(
    rendered.files.reduce((sum, { rows }) => sum + rows, 0),
    shapes.reduce((sum, { rows }) => sum + rows.length, 0),
  );
  return rendered;
}

/** Longer than the text itself, the length of a text is known before its row is met. */
const REFUSAL = /^AE\.X(?:, row 2: |: a text of )/;

for (const format of FORMATS) {
  describe(`The format ${format}`, () => {
    for (const [what, dataset] of Object.entries(DATASETS)) {
      it(`holds ${what}, cell by cell`, async () => {
        const { datasets } = await assertHeld(format, [{ name: 'AE', ...dataset }]);
        assert.deepEqual(
          datasets.map(({ rows }) => rows),
          [dataset.rows.length],
        );
      });
    }

    for (const [what, [type, cell]] of Object.entries(EXTREMES)) {
      const extreme = column('X', type);
      const dataset = shape([column('USUBJID'), extreme], ['s1', null], ['s2', cell], ['s3', null]);
      const isRefused = HOLDINGS[format].refuses?.(extreme, cell) ?? false;
      it(`${isRefused ? 'refuses, by dataset, column and row,' : 'holds'} ${what}`, async () => {
        const work = assertHeld(format, [{ name: 'AE', ...dataset }]);
        if (!isRefused) await work;
        else {
          await assert.rejects(work, (error: unknown) => {
            assert.ok(error instanceof AppError && error.code === 'FORMAT_CANNOT_HOLD', String(error));
            assert.match(error.details ?? '', REFUSAL);
            return true;
          });
        }
      });
    }

    it('names the columns whose special missing values are lost', async () => {
      const columns = [column('USUBJID'), column('DOSE', 'float'), column('AESEQ', 'integer')];
      const dataset = shape(columns, ['.A', null, '1'], ['s2', '.A', '2'], ['s3', '._', null]);
      const { files } = await read(format, [rowSetOf(dataset)]);
      const notes = files.flatMap((file) => file.notes).filter((note) => note.includes('missing'));
      const columnsNamed = notes.map((note) => /^(.*): special missing values are /.exec(note)?.[1]);
      assert.deepEqual(columnsNamed, HOLDINGS[format].keepsMissing === true ? [] : ['AE.DOSE']);
    });

    it('holds two million rows, in memory that does not grow with them', async function () {
      this.timeout(300_000);
      const { rowSet, growthBytes } = createManyRows(MANY_ROWS);
      const { files } = await read(format, [rowSet]);
      assert.equal(
        files.reduce((sum, { rows }) => sum + rows, 0),
        MANY_ROWS,
      );
      assert.ok(growthBytes() <= MOST_GROWTH_BYTES, `${growthBytes()} bytes more in use`);
    });

    it('holds several datasets, one of them without rows', async () => {
      const { files } = await assertHeld(format, [
        { name: 'AE', ...shape(TEXTS, ['1', 'a']) },
        { name: 'DM', ...shape(TEXTS) },
        { name: 'ae', ...shape(TEXTS, ['2', 'b'], ['3', 'c']) },
      ]);
      assert.equal(new Set(files.map(({ name }) => name.toLowerCase())).size, files.length);
    });

    it('gives the same bytes for the same rows', async () => {
      const sums = [];
      for (let time = 0; time < 2; time += 1) {
        const { files } = await read(format, [rowSetOf(shape(TEXTS, ['1', 'a'], ['2', 'ü']))]);
        sums.push(files.map(({ sha256 }) => sha256));
      }
      assert.deepEqual(sums[0], sums[1]);
    });

    it('lets its source go where it is broken off, and where the source fails', async () => {
      for (const how of ['broken off', 'failed'] as const) {
        const source = { isOpen: false };
        const endless: RowSet = {
          ...rowSetOf(shape(TEXTS)),
          rowCount: 1_000_000_000,
          measureText: () => Promise.resolve([8, 8]),
          async *rows() {
            source.isOpen = true;
            try {
              for (let batch = 0; ; batch += 1) {
                if (how === 'failed' && batch === 300) throw new AppError('CLINICAL_UNAVAILABLE');
                yield Array.from({ length: 500 }, (_, row) => [String(batch), `${batch}.${row}`]);
                await new Promise(setImmediate);
              }
            } finally {
              source.isOpen = false;
            }
          },
        };
        const { content } = render(format, [endless]);
        if (how === 'broken off') {
          let bytes = 0;
          for await (const chunk of content as AsyncIterable<Buffer>) {
            bytes += chunk.length;
            if (bytes > 64 * 1024) break;
          }
        } else {
          content.resume();
          await assert.rejects(new Promise((_, reject) => content.once('error', reject)), {
            code: 'CLINICAL_UNAVAILABLE',
          });
        }
        // A format that gathers rows first ends what it is gathering.
        while (source.isOpen) await setTimeout(5);
      }
    });
  });
}
