import { packBits, repeatOne } from './bitPacking.ts';
import type { CellEncoding, ColumnType } from './columnType.ts';
import { compress } from './compress.ts';
import { encode, i32, i64, list, struct, text, type Value } from './thrift.ts';
import type { CellColumn, ValueWriter } from './valueWriter.ts';

/** Parquet's numbers for what is used here. */
const PAGE = { data: 0, dictionary: 2 };
const ENCODING = { plain: 0, rle: 3, dictionary: 8 };
const ZSTD = 6;

/** The bytes of a column in a row group, and how the footer describes them. */
export type Chunk = { parts: readonly Uint8Array[]; sizeBytes: number; describe: (offset: number) => Value };

export type ColumnWriter = ReturnType<typeof createColumnWriter>;

/** Takes the cells of one column, batch by batch, and makes a chunk of them. */
export function createColumnWriter(name: string, type: ColumnType, encoding: CellEncoding) {
  const values: ValueWriter = type.createWriter(encoding);
  let isThere = new Uint8Array(1024);
  let rows = 0;
  let nulls = 0;

  return {
    /** Answers the row of the batch that the type cannot hold, −1 where it holds all. */
    append(cells: CellColumn): number {
      const { batch, column, columns } = cells;
      if (rows + batch.rows > isThere.length) {
        const longer = new Uint8Array(Math.max(rows * 2, rows + batch.rows));
        longer.set(isThere);
        isThere = longer;
      }
      const { starts, ends } = batch;
      for (let row = 0, cell = column; row < batch.rows; row++, cell += columns) {
        const isNull = (ends[cell] ?? 0) < (starts[cell] ?? 0);
        isThere[rows++] = isNull ? 0 : 1;
        if (isNull) nulls += 1;
      }
      return values.append(cells);
    },
    sizeBytes: () => values.sizeBytes() + rows,
    /** Ends the row group; the next begins empty. */
    takeChunk(): Chunk {
      const levels = nulls === 0 ? repeatOne(rows) : packBits(isThere, rows, 1);
      const { dictionary, count, plain, encoded } = values.take();
      const pages: Page[] = [];
      if (dictionary !== undefined) pages.push(toDictionaryPage(dictionary, count));
      const levelSize = Buffer.alloc(4);
      levelSize.writeInt32LE(levels.length);
      const data = Buffer.concat([levelSize, levels, dictionary === undefined ? plain : encoded]);
      pages.push(toDataPage(data, rows, dictionary === undefined ? ENCODING.plain : ENCODING.dictionary));
      const chunk = toChunk({ name, type, rows, nulls, pages });
      rows = 0;
      nulls = 0;
      return chunk;
    },
  };
}

/** A page's header and its compressed bytes. */
type Page = { header: Buffer; body: Uint8Array; rawBytes: number };

function toPage(type: number, raw: Buffer, id: number, details: Value): Page {
  const body = compress(raw);
  const header = encode([
    [1, i32(type)],
    [2, i32(raw.length)],
    [3, i32(body.length)],
    [id, details],
  ]);
  return { header, body, rawBytes: header.length + raw.length };
}

function toDictionaryPage(entries: Buffer, count: number): Page {
  const details = struct([
    [1, i32(count)],
    [2, i32(ENCODING.plain)],
  ]);
  return toPage(PAGE.dictionary, entries, 7, details);
}

function toDataPage(raw: Buffer, rows: number, encoding: number): Page {
  const details = struct([
    [1, i32(rows)],
    [2, i32(encoding)],
    [3, i32(ENCODING.rle)],
    [4, i32(ENCODING.rle)],
  ]);
  return toPage(PAGE.data, raw, 5, details);
}

type ChunkParts = { name: string; type: ColumnType; rows: number; nulls: number; pages: readonly Page[] };

function toChunk({ name, type, rows, nulls, pages }: ChunkParts): Chunk {
  const parts = pages.flatMap(({ header, body }) => [header, body]);
  const sizeBytes = parts.reduce((sum, part) => sum + part.length, 0);
  const rawBytes = pages.reduce((sum, page) => sum + page.rawBytes, 0);
  const [first] = pages;
  const hasDictionary = pages.length > 1 && first !== undefined;
  const before = hasDictionary ? first.header.length + first.body.length : 0;
  const encodings = hasDictionary
    ? [ENCODING.plain, ENCODING.rle, ENCODING.dictionary]
    : [ENCODING.plain, ENCODING.rle];
  return {
    parts,
    sizeBytes,
    describe: (offset) =>
      struct([
        [2, i64(offset)],
        [
          3,
          struct([
            [1, i32(type.physical)],
            [2, list(encodings.map(i32))],
            [3, list([text(name)])],
            [4, i32(ZSTD)],
            [5, i64(rows)],
            [6, i64(rawBytes)],
            [7, i64(sizeBytes)],
            [9, i64(offset + before)],
            ...(hasDictionary ? [[11, i64(offset)] as const] : []),
            [12, struct([[3, i64(nulls)]])],
          ]),
        ],
      ]),
  };
}
