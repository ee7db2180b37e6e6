import { put } from './bytes.ts';
import type { ChunkBuffer } from './chunkBuffer.ts';

const TAB = 0x09;
const LF = 0x0a;
const VT = 0x0b;
const BLANK = 0x20;
const QUOTE = 0x22;
const POINT = 0x2e;
const BACKSLASH = 0x5c;
const LETTER_N = 0x4e;
const LETTER_V = 0x76;
const NULL = Buffer.from('null');

/** How PostgreSQL's text of a cell becomes JSON. */
export type JsonCell = {
  isQuoted: boolean;
  /**
   * Told where the text was copied to and its row, from 1; answers where the cell ends after it has looked at it, or written
   * over it. There is room for two bytes more.
   */
  finish?: ((bytes: Buffer, start: number, end: number, row: number) => number) | undefined;
};

type Shape = {
  open: string;
  cells: readonly (JsonCell & { isText: boolean; before: string })[];
  close: string;
  separator: string;
};

/** By byte of a text: passed on, its end, or what needs a look. */
const PLAIN = 0;
const END = 1;
const SPECIAL = 2;
const KINDS = new Uint8Array(256).map((_, byte) => {
  if (byte === TAB || byte === LF) return END;
  return byte < BLANK || byte === QUOTE || byte === BACKSLASH ? SPECIAL : PLAIN;
});
/** Control characters as RFC 8259 has them. */
const ESCAPES = Array.from({ length: BLANK }, (_, byte) => Buffer.from(toEscape(byte)));
/** The most that a byte becomes. */
const MOST_OF_BYTE = toEscape(0).length;
/** The most around a cell's text: two quotes, or `null` for nothing. */
const MOST_OF_CELL = NULL.length;

/** Where the next cell begins in the lines, and where it is to be written. */
type Place = { from: number; to: number };

/**
 * Rows in COPY's text format as JSON, byte by byte, because a string for each cell would cost several times as much. COPY
 * escapes what it must as JSON does, but for the vertical tab; numbers are the digits that PostgreSQL printed.
 */
export function createJsonEncoder(output: ChunkBuffer, { open, cells, close, separator }: Shape) {
  const columns = cells.map((cell) => ({ ...cell, before: Buffer.from(cell.before) }));
  const rowOpen = Buffer.from(open);
  const rowClose = Buffer.from(close);
  const between = Buffer.from(separator);
  const mostOfRow = columns.reduce(
    (sum, { before }) => sum + before.length + MOST_OF_CELL,
    between.length + rowOpen.length + rowClose.length,
  );
  const missing = new Set<number>();
  let rows = 0;

  function putRow(lines: Buffer, target: Buffer, place: Place): void {
    if (rows > 0) place.to = put(target, place.to, between);
    rows += 1;
    place.to = put(target, place.to, rowOpen);
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index];
      if (column === undefined) continue;
      place.to = put(target, place.to, column.before);
      if (column.isText) {
        putText(lines, target, place);
        continue;
      }
      const first = lines[place.from];
      if (first === POINT) missing.add(index);
      // Only null and a special missing value begin like this.
      if (first === BACKSLASH || first === POINT) putNull(lines, target, place);
      else putValue(lines, target, place, column, rows);
    }
    place.to = put(target, place.to, rowClose);
  }

  return {
    /** Whole lines. */
    encode(lines: Buffer): void {
      // A cell takes a byte at least, that behind it.
      const mostRows = Math.ceil(lines.length / Math.max(1, columns.length));
      output.reserve(lines.length * MOST_OF_BYTE + mostRows * mostOfRow);
      const place: Place = { from: 0, to: output.end };
      while (place.from < lines.length) {
        putRow(lines, output.bytes, place);
        // Without columns a line is its end alone.
        if (columns.length === 0) place.from += 1;
      }
      output.end = place.to;
    },
    countRows: () => rows,
    /** The columns that have special missing values. */
    listMissing: (): readonly number[] => [...missing],
  };
}

function putText(lines: Buffer, target: Buffer, place: Place): void {
  const start = place.to;
  let at = place.from;
  let to = start;
  target[to++] = QUOTE;
  for (;;) {
    const byte = lines[at++] ?? LF;
    const kind = KINDS[byte];
    if (kind === PLAIN) {
      target[to++] = byte;
    } else if (kind === END) {
      break;
    } else if (byte !== BACKSLASH) {
      to = putSpecial(target, to, byte);
    } else {
      const escaped = lines[at++] ?? 0;
      if (escaped === LETTER_N) {
        place.from = at + 1;
        place.to = put(target, start, NULL);
        return;
      }
      to = putEscaped(target, to, escaped);
    }
  }
  target[to++] = QUOTE;
  place.from = at;
  place.to = to;
}

function putNull(lines: Buffer, target: Buffer, place: Place): void {
  let at = place.from;
  for (let byte = lines[at++] ?? LF; byte !== TAB && byte !== LF;) byte = lines[at++] ?? LF;
  place.from = at;
  place.to = put(target, place.to, NULL);
}

/** What is no text needs no escape. */
function putValue(
  lines: Buffer,
  target: Buffer,
  place: Place,
  { isQuoted, finish }: JsonCell,
  row: number,
): void {
  let at = place.from;
  let to = place.to;
  if (isQuoted) target[to++] = QUOTE;
  const start = to;
  for (let byte = lines[at++] ?? LF; byte !== TAB && byte !== LF; byte = lines[at++] ?? LF) {
    target[to++] = byte;
  }
  if (finish !== undefined) to = finish(target, start, to, row);
  if (isQuoted) target[to++] = QUOTE;
  place.from = at;
  place.to = to;
}

function putSpecial(target: Buffer, at: number, byte: number): number {
  const escape = ESCAPES[byte];
  if (escape !== undefined) return put(target, at, escape);
  target[at] = BACKSLASH;
  target[at + 1] = byte;
  return at + 2;
}

/** What stands behind a backslash of COPY's text format. */
function putEscaped(target: Buffer, at: number, byte: number): number {
  if (byte === LETTER_V) return putSpecial(target, at, VT);
  target[at] = BACKSLASH;
  target[at + 1] = byte;
  return at + 2;
}

function toEscape(byte: number): string {
  return JSON.stringify(String.fromCharCode(byte)).slice(1, -1);
}
