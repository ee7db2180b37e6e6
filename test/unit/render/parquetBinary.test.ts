import assert from 'node:assert/strict';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

import type { DataType, Digits } from '../../../src/domain/dataset.ts';
import { renderOutput } from '../../../src/render/renderOutput.ts';
import type { RowSet } from '../../../src/render/rowSet.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { copyBinary } from './copyBinary.ts';
import { rowSetOf } from './copyCsv.ts';

const DAY_US = 86_400_000_000n;

const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const int64 = (value: bigint) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
};
const double = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
};

function renderFile(rowSet: RowSet): Readable {
  return renderOutput({
    ...{ formats: ['PARQUET'], options: RENDER_OPTIONS, report: reportOf([rowSet]), name: 'x' },
    describe: () => undefined,
  }).content;
}

async function readOne(
  type: DataType,
  cells: readonly (Buffer | null)[],
  digits?: Digits,
): Promise<unknown[]> {
  const rowSet = {
    ...rowSetOf({ columns: [{ name: 'C', label: '', type, ...(digits && { digits }) }], rows: [] }),
    rowCount: cells.length,
    encodedBinary: () =>
      copyBinary(
        cells.map((cell) => [cell]),
        13,
      ),
  };
  const file = new Uint8Array(await buffer(renderFile(rowSet))).buffer;
  const rows: Record<string, unknown>[] = await parquetReadObjects({ file, compressors });
  return rows.map((row) => row['C']);
}

describe("Parquet from COPY's binary format", () => {
  it('holds every type to its ends', async () => {
    const integers = [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 32n];
    assert.deepEqual(await readOne('integer', [...integers.map(int64), null]), [...integers, null]);
    const doubles = [0.1, -0, 5e-324, Number.MAX_VALUE, NaN, -Infinity];
    assert.deepEqual(await readOne('float', [null, ...doubles.map(double)]), [null, ...doubles]);
    assert.deepEqual(await readOne('string', [Buffer.from('😀'), null, Buffer.from('')]), ['😀', null, '']);
    assert.deepEqual(await readOne('boolean', [Buffer.from([1]), null, Buffer.from([0])]), [
      true,
      null,
      false,
    ]);
    assert.deepEqual(await readOne('time', [int64(0n), int64(DAY_US - 1n)]), [0n, DAY_US - 1n]);
  });

  it('gives the same file however the rows come', async () => {
    const cells = Array.from({ length: 150_000 }, (_, index) => [index % 7 === 0 ? null : double(index / 3)]);
    const columns = [{ name: 'C', label: '', type: 'float' as const }];
    const files = await Promise.all(
      [1_000, 70_001].map((chunkBytes) => {
        const rowSet = {
          ...rowSetOf({ columns, rows: [] }),
          rowCount: cells.length,
          encodedBinary: () => copyBinary(cells, chunkBytes),
        };
        return buffer(renderFile(rowSet));
      }),
    );
    assert.ok(files[0]?.equals(files[1] ?? Buffer.alloc(0)));
  });

  it('holds decimals, which come as text', async () => {
    const cells = ['-0.10', '2'].map((text) => Buffer.from(text));
    assert.deepEqual(await readOne('decimal', [null, ...cells], { before: 1, behind: 2 }), [null, -0.1, 2]);
    assert.deepEqual(await readOne('decimal', cells, { before: 39, behind: 2 }), ['-0.10', '2']);
  });

  it('counts days and microseconds from 1970 on', async () => {
    assert.deepEqual(
      await readOne('date', [int32(0), null, int32(-10_958), int32(-730_119), int32(2_921_939)]),
      [new Date('2000-01-01'), null, new Date('1969-12-31'), new Date('0001-01-01'), new Date('9999-12-31')],
    );
    const moments = [
      0n,
      -1_000_000n,
      -10_957n * DAY_US,
      -730_119n * DAY_US,
      2_921_940n * DAY_US - 1_000_000n,
    ];
    assert.deepEqual(await readOne('datetime', moments.map(int64)), [
      new Date('2000-01-01T00:00:00Z'),
      new Date('1999-12-31T23:59:59Z'),
      new Date('1970-01-01T00:00:00Z'),
      new Date('0001-01-01T00:00:00Z'),
      new Date('9999-12-31T23:59:59Z'),
    ]);
  });

  const BEYOND: readonly (readonly [string, DataType, Buffer])[] = [
    ['a day before the year 1', 'date', int32(-730_120)],
    ['a day after the year 9999', 'date', int32(2_921_940)],
    ['the date infinity', 'date', int32(2 ** 31 - 1)],
    ['the date -infinity', 'date', int32(-(2 ** 31))],
    ['24:00:00', 'time', int64(DAY_US)],
    ['a moment before the year 1', 'datetime', int64(-730_119n * DAY_US - 1n)],
    ['the moment infinity', 'datetime', int64(2n ** 63n - 1n)],
    ['the moment -infinity', 'datetime', int64(-(2n ** 63n))],
  ];
  for (const [what, type, cell] of BEYOND) {
    it(`refuses ${what}, naming dataset, column and row`, async () => {
      await assert.rejects(readOne(type, [null, cell]), {
        code: 'FORMAT_CANNOT_HOLD',
        details: `AE.C, row 2: a ${type} that Parquet does not hold.`,
      });
    });
  }
});
