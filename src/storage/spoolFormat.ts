import type { Cell } from '../domain/dataset.ts';
import type { DirectTable } from '../domain/directTable.ts';

const NEWLINE = 0x0a;
const BATCH_ROWS = 1_000;

type Head = Pick<DirectTable, 'columns' | 'headers'>;

/** A table as lines of JSON: its head first, then each row as an array of texts and nulls. */
export function* encodeSpool({ columns, headers, rows }: DirectTable): Iterable<Uint8Array> {
  yield Buffer.from(`${JSON.stringify({ columns, headers })}\n`);
  for (let from = 0; from < rows.length; from += BATCH_ROWS) {
    const batch = rows.slice(from, from + BATCH_ROWS);
    yield Buffer.from(batch.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
}

/** The lines of UTF-8 bytes, each without its end. */
export async function* splitLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      yield Buffer.concat([rest, chunk.subarray(from, end)]).toString('utf8');
      rest = Buffer.alloc(0);
      from = end + 1;
    }
    rest = Buffer.concat([rest, chunk.subarray(from)]);
  }
}

/** What stands in the first line; its checksum was compared, so it is what was written. */
export async function readHead(lines: AsyncIterable<string>): Promise<Head> {
  for await (const line of lines) return JSON.parse(line) as Head;
  return { columns: [], headers: [] };
}

/** What stands in the other lines, in batches. */
export async function* readRows(lines: AsyncIterable<string>): AsyncGenerator<Cell[][]> {
  let isHead = true;
  let batch: Cell[][] = [];
  for await (const line of lines) {
    if (isHead) {
      isHead = false;
      continue;
    }
    batch.push(JSON.parse(line) as Cell[]);
    if (batch.length < BATCH_ROWS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
