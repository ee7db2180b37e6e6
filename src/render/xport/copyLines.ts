import type { Cell } from '../../domain/dataset.ts';
import type { RowSet } from '../rowSet.ts';

const LF = 0x0a;
const ESCAPED = /\\(.)/gs;
const SPECIAL = /[\n\t\\]/g;
/** What stands behind a backslash where that is not the character itself (PostgreSQL, COPY, text format). */
const MEANINGS: Readonly<Record<string, string>> = {
  ...{ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
};
const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\\': '\\\\' };

/** The rows of a dataset as whole lines of COPY's text format, special missing values as `.A` to `.Z` and `._`. */
export async function* readCopyLines(rowSet: RowSet): AsyncGenerator<Buffer, void, undefined> {
  let parts: Buffer[] = [];
  for await (const chunk of rowSet.encodedText?.() ?? encodeCells(rowSet)) {
    const end = chunk.lastIndexOf(LF) + 1;
    if (end === 0) {
      parts.push(chunk);
      continue;
    }
    yield parts.length === 0 ? chunk.subarray(0, end) : Buffer.concat([...parts, chunk.subarray(0, end)]);
    parts = end < chunk.length ? [chunk.subarray(end)] : [];
  }
}

/** The text of a cell that is not null. */
export function unescapeCell(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPED, (_, letter: string) => MEANINGS[letter] ?? letter);
}

/** For sources that have cells only. */
async function* encodeCells(rowSet: RowSet): AsyncIterable<Buffer> {
  const encode = (cell: Cell) => cell?.replace(SPECIAL, (found) => ESCAPES[found] ?? found) ?? '\\N';
  for await (const batch of rowSet.rows({ specialMissing: true })) {
    yield Buffer.from(batch.map((row) => `${row.map(encode).join('\t')}\n`).join(''));
  }
}
