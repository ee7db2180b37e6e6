import type { Cell } from '../../domain/dataset.ts';

const TAB = 0x09;
const NEWLINE = 0x0a;
const BACKSLASH = '\\';
const ESCAPED = /\\(.)/gs;
const PLAIN: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Splits COPY's text format into rows of cells, a batch for each chunk. Line breaks and tabs in values come escaped. */
export async function* splitCopyText(
  encoded: AsyncIterable<Buffer>,
  columns: number,
): AsyncGenerator<Cell[][]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of encoded) {
    const buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = buffer.lastIndexOf(NEWLINE);
    if (end === -1) {
      rest = buffer;
      continue;
    }
    rest = buffer.subarray(end + 1);
    yield splitLines(buffer.subarray(0, end), columns);
  }
}

function splitLines(buffer: Buffer, columns: number): Cell[][] {
  if (columns === 0) return [];
  return buffer
    .toString('utf8')
    .split(String.fromCharCode(NEWLINE))
    .map((line) => line.split(String.fromCharCode(TAB)).map(toCell));
}

function toCell(text: string): Cell {
  if (!text.includes(BACKSLASH)) return text;
  if (text === '\\N') return null;
  return text.replace(ESCAPED, (_, letter: string) => PLAIN[letter] ?? letter);
}
