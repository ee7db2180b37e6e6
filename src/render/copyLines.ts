import type { Cell } from '../domain/dataset.ts';
import type { RowSet } from './rowSet.ts';

const LF = 0x0a;
const ESCAPED = /\\(.)/gs;
const SPECIAL = /[\b\f\n\r\t\v\\]/g;
/** What stands behind a backslash where that is not the character itself (PostgreSQL, COPY, text format). */
export const MEANINGS: Readonly<Record<string, string>> = {
  ...{ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
};
const ESCAPES = new Map(Object.entries(MEANINGS).map(([letter, meaning]) => [meaning, `\\${letter}`]));

/** What a socket brings is often less, what waits in a stream may be more. */
const LEAST_BYTES = 32 * 1024;
const MOST_BYTES = 64 * 1024;

/**
 * The rows of a dataset as whole lines of COPY's text format, special missing values as `.A` to `.Z` and `._`: some 32 to
 * 64 KiB, or one longer line. Whoever reads them may change the bytes, which stand until the next are asked for.
 */
export async function* readCopyLines(rowSet: RowSet): AsyncGenerator<Buffer, void, undefined> {
  let bytes = Buffer.allocUnsafeSlow(2 * MOST_BYTES);
  let size = 0;
  /** Behind the last whole line. */
  let end = 0;
  for await (const chunk of rowSet.encodedText?.() ?? encodeCells(rowSet)) {
    if (size + chunk.length > bytes.length) bytes = grow(bytes, size, chunk.length);
    bytes.set(chunk, size);
    const last = chunk.lastIndexOf(LF);
    if (last >= 0) end = size + last + 1;
    size += chunk.length;
    if (end < LEAST_BYTES) continue;
    yield* divide(bytes.subarray(0, end));
    bytes.copyWithin(0, end, size);
    size -= end;
    end = 0;
  }
  if (end > 0) yield* divide(bytes.subarray(0, end));
}

function grow(bytes: Buffer, size: number, more: number): Buffer<ArrayBuffer> {
  const longer = Buffer.allocUnsafeSlow(Math.max(2 * bytes.length, size + more));
  longer.set(bytes.subarray(0, size));
  return longer;
}

function* divide(lines: Buffer): Generator<Buffer> {
  for (let from = 0; from < lines.length;) {
    const within = lines.lastIndexOf(LF, from + MOST_BYTES - 1);
    const end = (within >= from ? within : lines.indexOf(LF, from)) + 1;
    yield lines.subarray(from, end);
    from = end;
  }
}

/** The text of a cell that is not null. */
export function unescapeCell(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPED, (_, letter: string) => MEANINGS[letter] ?? letter);
}

/** Whole lines as rows of cells: for the few whose texts are looked at before they are written. */
export function toRows(lines: Buffer): Cell[][] {
  const toCell = (text: string) => (text === '\\N' ? null : unescapeCell(text));
  return lines
    .toString()
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t').map(toCell));
}

/** For sources that have cells only. */
async function* encodeCells(rowSet: RowSet): AsyncIterable<Buffer> {
  const encode = (cell: Cell) => cell?.replace(SPECIAL, (found) => ESCAPES.get(found) ?? '\\\\') ?? '\\N';
  for await (const batch of rowSet.rows({ specialMissing: true })) {
    yield Buffer.from(batch.map((row) => `${row.map(encode).join('\t')}\n`).join(''));
  }
}
