import assert from 'node:assert/strict';

import fc from 'fast-check';

import type { Cell, Column } from '../../../src/domain/dataset.ts';
import { readCellBatches } from '../../../src/render/cellBatches.ts';
import type { RowSet } from '../../../src/render/rowSet.ts';
import { encodedTextOf, rowSetOf, textColumn } from './copyCsv.ts';

const NUMBER: Column = { name: 'N', label: '', type: 'float' };

async function readCells(rowSet: RowSet): Promise<Cell[][]> {
  const columns = rowSet.columns.length;
  const rows: Cell[][] = [];
  for await (const { bytes, starts, ends, rows: count } of readCellBatches(rowSet)) {
    const cells = Array.from({ length: count * columns }, (_, cell) => {
      const [start = 0, end = 0] = [starts[cell], ends[cell]];
      return end < start ? null : bytes.toString('utf8', start, end);
    });
    rows.push(...Array.from({ length: count }, (_, row) => cells.slice(row * columns, (row + 1) * columns)));
  }
  return rows;
}

describe('batches of cells', () => {
  it('give back every cell of a source that has cells only', async () => {
    const cell = fc.option(
      fc.string({ unit: fc.constantFrom('a', '\\', 'N', '\t', '\n', '\r', '\b', 'ß', '😀') }),
    );
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((columns) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 9 }),
      );
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const columns = (rows[0] ?? []).map((_, index) => textColumn(`C${index}`));
        assert.deepEqual(await readCells(rowSetOf({ columns, rows })), rows);
      }),
    );
  });

  for (const chunkBytes of [1, 2, 7, 1_000]) {
    it(`find the rows in chunks of ${chunkBytes} bytes`, async () => {
      const lines = 'a\\tb\t1\n\\N\t\\N\n\t.5\n\\\\N\t-1e300\nback\\\\slash\\b\\f\\v\\r\\n\tNaN\n';
      const read = await readCells(encodedTextOf([textColumn('T'), NUMBER], lines, chunkBytes));
      assert.deepEqual(read, [
        ['a\tb', '1'],
        [null, null],
        ['', '.5'],
        ['\\N', '-1e300'],
        ['back\\slash\b\f\v\r\n', 'NaN'],
      ]);
    });
  }

  it('take special missing values of numbers, and only those, for null', async () => {
    const read = await readCells(encodedTextOf([textColumn('T'), NUMBER], '.A\t.A\n._\t._\n.5\t.5\n', 99));
    assert.deepEqual(read, [
      ['.A', null],
      ['._', null],
      ['.5', '.5'],
    ]);
  });
});
