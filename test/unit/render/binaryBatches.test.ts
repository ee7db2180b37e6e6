import assert from 'node:assert/strict';

import { readBinaryBatches } from '../../../src/render/binaryBatches.ts';
import { copyBinary } from './copyBinary.ts';

type Cells = (string | null)[][];

async function read(rows: Cells, columns: number, chunkBytes: number): Promise<Cells> {
  const encoded = rows.map((row) => row.map((cell) => (cell === null ? null : Buffer.from(cell))));
  const found: Cells = [];
  for await (const batch of readBinaryBatches(copyBinary(encoded, chunkBytes), columns)) {
    for (let row = 0; row < batch.rows; row++) {
      found.push(
        Array.from({ length: columns }, (_, column) => {
          const start = batch.starts[row * columns + column] ?? 0;
          const end = batch.ends[row * columns + column] ?? 0;
          return end < start ? null : batch.bytes.toString('utf8', start, end);
        }),
      );
    }
  }
  return found;
}

describe("rows in COPY's binary format", () => {
  const rows: Cells = [
    ['a', null, ''],
    [null, null, null],
    ['ζάλη', '\n\t\\', 'x'.repeat(700)],
  ];

  it('become cells, wherever they are cut, NULL beside empty text', async () => {
    for (const chunkBytes of [1, 2, 3, 5, 17, 19, 20, 21, 64, 1000]) {
      assert.deepEqual(await read(rows, 3, chunkBytes), rows, `pieces of ${chunkBytes} bytes`);
    }
  });

  it('may be longer than what is read at a time, and many', async () => {
    const many = Array.from({ length: 5_000 }, (_, row) => [String(row), 'y'.repeat(row % 500)]);
    const long = [['z'.repeat(1_000_000), 'end']];
    assert.deepEqual(await read([...many, ...long, ...many], 2, 65_536), [...many, ...long, ...many]);
  });

  it('may be none', async () => {
    assert.deepEqual(await read([], 3, 7), []);
  });

  it('may have no cells', async () => {
    const batches = [];
    for await (const batch of readBinaryBatches(copyBinary([[], []], 4), 0)) batches.push(batch.rows);
    assert.deepEqual(batches, [2]);
  });
});
