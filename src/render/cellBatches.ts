import type { Cell } from '../domain/dataset.ts';
import type { RowSet } from './rowSet.ts';

const TAB = 0x09;
const LF = 0x0a;
const POINT = 0x2e;
const BACKSLASH = 0x5c;
const LETTER_N = 0x4e;

/** What stands behind a backslash, and what it means (PostgreSQL, COPY, text format). */
const MEANINGS = new Map(Object.entries({ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }));
const MEANT = new Uint8Array(256).map((_, byte) =>
  (MEANINGS.get(String.fromCharCode(byte)) ?? String.fromCharCode(byte)).charCodeAt(0),
);
const SPECIAL = /[\b\f\n\r\t\v\\]/g;
const ESCAPES = new Map([...MEANINGS].map(([letter, meaning]) => [meaning, `\\${letter}`]));

/**
 * Cells of whole rows as bytes of UTF-8. Cell `c` of row `r` has the number `r * columns + c` and stands from its start up
 * to its end in `bytes`; it is null where its end is before its start.
 */
export type CellBatch = { bytes: Buffer; starts: Int32Array; ends: Int32Array; rows: number };

/**
 * The rows of a dataset without a string for each cell, several times as fast as `rowSet.rows()`. Special missing values
 * are null.
 */
export async function* readCellBatches(rowSet: RowSet): AsyncGenerator<CellBatch, void, undefined> {
  const isText = rowSet.columns.map(({ type }) => type === 'string');
  let parts: Buffer[] = [];
  let size = 0;
  // A row that is longer than many chunks is not looked for again with each of them.
  let enough = 0;

  function* takeRows(): Generator<CellBatch> {
    const bytes = Buffer.concat(parts);
    const end = bytes.lastIndexOf(LF) + 1;
    parts = [bytes.subarray(end)];
    size -= end;
    enough = end === 0 ? 2 * size : 0;
    if (end > 0) yield splitRows(bytes.subarray(0, end), isText);
  }

  for await (const chunk of rowSet.encodedText?.() ?? encodeText(rowSet)) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= enough) yield* takeRows();
  }
  yield* takeRows();
}

/** For sources that have cells only. */
async function* encodeText(rowSet: RowSet): AsyncIterable<Buffer> {
  const encodeCell = (cell: Cell) => cell?.replace(SPECIAL, (found) => ESCAPES.get(found) ?? '\\\\') ?? '\\N';
  for await (const batch of rowSet.rows()) {
    yield Buffer.from(batch.map((row) => `${row.map(encodeCell).join('\t')}\n`).join(''));
  }
}

/** Tabs and line ends in values come escaped; what is escaped is put right in place. */
function splitRows(bytes: Buffer, isText: readonly boolean[]): CellBatch {
  const columns = isText.length;
  const size = bytes.length;
  // A cell takes a byte at least, that behind it; most take more.
  let starts = new Int32Array(Math.max(columns, size >> 2));
  let ends = new Int32Array(starts.length);
  let cells = 0;
  let rows = 0;
  for (let at = 0; at < size; at++) {
    const start = at;
    let hasEscape = false;
    let byte = bytes[at];
    while (byte !== TAB && byte !== LF) {
      if (byte === BACKSLASH) hasEscape = true;
      byte = bytes[++at];
    }
    if (cells === starts.length) {
      starts = grow(starts);
      ends = grow(ends);
    }
    starts[cells] = start;
    if (hasEscape) ends[cells] = unescapeText(bytes, start, at);
    else
      ends[cells] = isSpecialMissing(bytes, start, at) && isText[cells % columns] === false ? start - 1 : at;
    cells += 1;
    if (byte === LF) rows += 1;
  }
  return { bytes, starts, ends, rows };
}

/** Answers where the cell ends then, before its start where it is null. */
function unescapeText(bytes: Buffer, start: number, end: number): number {
  if (end === start + 2 && bytes[start + 1] === LETTER_N) return start - 1;
  let to = start;
  for (let from = start; from < end; from++) {
    const byte = bytes[from] ?? 0;
    bytes[to++] = byte === BACKSLASH ? (MEANT[bytes[++from] ?? 0] ?? 0) : byte;
  }
  return to;
}

/** No number is printed like that. */
function isSpecialMissing(bytes: Buffer, start: number, end: number): boolean {
  return end === start + 2 && bytes[start] === POINT && (bytes[start + 1] ?? 0) > 0x39;
}

function grow(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(numbers.length * 2);
  longer.set(numbers);
  return longer;
}
