import { packBits, repeatOne } from './bitPacking.ts';
import type { ColumnType } from './columnType.ts';
import type { GrowingBuffer } from './growingBuffer.ts';
import type { PageArena } from './pageArena.ts';
import { encode, i32, i64, list, struct, text, type Value } from './thrift.ts';
import type { CellColumn, TakenValues, ValueWriter } from './valueWriter.ts';

/** Parquet's numbers for what is used here. */
const PAGE = { data: 0, dictionary: 2 };
const ENCODING = { plain: 0, rle: 3, dictionary: 8 };
const ZSTD = 6;

/** A column of a row group, its pages not compressed yet; `finish` takes as many pages once they are. */
export type OpenChunk = { pages: number; finish: (bodies: readonly Uint8Array[]) => Chunk };

/** The bytes of a column in a row group, and how the footer describes them. */
export type Chunk = { parts: readonly Uint8Array[]; sizeBytes: number; describe: (offset: number) => Value };

export type ColumnWriter = ReturnType<typeof createColumnWriter>;

/** Takes the cells of one column, batch by batch, and makes a chunk of them. */
export function createColumnWriter(name: string, type: ColumnType, values: ValueWriter) {
  let isThere = new Uint8Array(1024);
  let rows = 0;
  let nulls = 0;

  /** Which rows have a value (Parquet, definition levels), behind the size of that in four bytes. */
  function appendLevels(page: GrowingBuffer): void {
    const start = page.size;
    page.append([0, 0, 0, 0]);
    if (nulls === 0) repeatOne(page, rows);
    else packBits(page, { values: isThere, count: rows, bitWidth: 1 });
    page.view.setInt32(start, page.size - start - 4, true);
  }

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
    /** Ends the row group, whose pages go into the arena; the next begins empty. */
    takeChunk(arena: PageArena): OpenChunk {
      const taken = values.take();
      const isNumbered = 'entries' in taken;
      const rawSizes: number[] = [];
      if (isNumbered)
        rawSizes.push(
          arena.add((page) => {
            page.append(taken.entries);
          }),
        );
      rawSizes.push(
        arena.add((page) => {
          appendLevels(page);
          if (isNumbered) appendNumbers(page, taken);
          else page.append(taken.plain);
        }),
      );
      const column = { name, type, rows, nulls, entries: isNumbered ? taken.entryCount : undefined };
      rows = 0;
      nulls = 0;
      return { pages: rawSizes.length, finish: (bodies) => toChunk(column, rawSizes, bodies) };
    },
  };
}

/** The numbers of a dictionary's entries (Parquet, RLE_DICTIONARY), with no more bits each than the largest needs. */
function appendNumbers(
  page: GrowingBuffer,
  { entryCount, numbers, count }: Extract<TakenValues, { entries: Buffer }>,
): void {
  const bitWidth = Math.max(1, 32 - Math.clz32(Math.max(0, entryCount - 1)));
  page.append([bitWidth]);
  packBits(page, { values: numbers, count, bitWidth });
}

/** What a page's header says of it beside its sizes. */
type PageKind = { type: number; details: readonly [id: number, Value] };

function toDictionaryPage(entries: number): PageKind {
  const details = struct([
    [1, i32(entries)],
    [2, i32(ENCODING.plain)],
  ]);
  return { type: PAGE.dictionary, details: [7, details] };
}

function toDataPage(rows: number, encoding: number): PageKind {
  const details = struct([
    [1, i32(rows)],
    [2, i32(encoding)],
    [3, i32(ENCODING.rle)],
    [4, i32(ENCODING.rle)],
  ]);
  return { type: PAGE.data, details: [5, details] };
}

/** `entries` are those of the dictionary whose page stands first, if any. */
type ChunkColumn = {
  name: string;
  type: ColumnType;
  rows: number;
  nulls: number;
  entries: number | undefined;
};

function toChunk(
  { name, type, rows, nulls, entries }: ChunkColumn,
  rawSizes: readonly number[],
  bodies: readonly Uint8Array[],
): Chunk {
  const hasDictionary = entries !== undefined;
  const kinds = hasDictionary
    ? [toDictionaryPage(entries), toDataPage(rows, ENCODING.dictionary)]
    : [toDataPage(rows, ENCODING.plain)];
  const headers = kinds.map(({ type: pageType, details }, page) =>
    encode([[1, i32(pageType)], [2, i32(rawSizes[page] ?? 0)], [3, i32(bodies[page]?.length ?? 0)], details]),
  );
  const parts = headers.flatMap((header, page) => [header, bodies[page] ?? Buffer.alloc(0)]);
  const sizeBytes = sum(parts.map(({ length }) => length));
  const rawBytes = sum([...headers.map(({ length }) => length), ...rawSizes]);
  const before = hasDictionary ? (headers[0]?.length ?? 0) + (bodies[0]?.length ?? 0) : 0;
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

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
