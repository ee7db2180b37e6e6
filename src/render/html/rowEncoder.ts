import type { CellBatch } from '../cellBatches.ts';
import type { RowSlice } from '../rowCursor.ts';
import { showUnseen, toPageText, turnsDirection } from './pageText.ts';

const ROW = Buffer.from('<tr>');
const ROW_END = Buffer.from('</tr>\n');
const CELL = Buffer.from('<td>');
const CELL_END = Buffer.from('</td>');
/** The style sheet shows what it is in a way that is not copied with the text. */
const NULL_CELL = Buffer.from('<td class="null"></td>');
const TURNING_CELL = Buffer.from('<td dir="auto">');

const ESCAPES = new Map([
  [0x26, Buffer.from('&amp;')],
  [0x3c, Buffer.from('&lt;')],
  [0x3e, Buffer.from('&gt;')],
]);
/** The most that a byte becomes, and a cell and a row around it. */
const MOST_OF_BYTE = 5;
const MOST_OF_CELL = NULL_CELL.length;
const MOST_OF_ROW = ROW.length + ROW_END.length;

/** By the first byte of a character: passed on, escaped, or perhaps one that is replaced or turns the direction. */
const PLAIN = 0;
const ESCAPED = 1;
const SUSPECT = 2;
const KINDS = new Uint8Array(256).map((_, byte) => {
  if (ESCAPES.has(byte)) return ESCAPED;
  const isControl = (byte < 0x20 && byte !== 0x09 && byte !== 0x0a) || byte === 0x7f;
  // U+0080 on · U+0580 to U+07FF · U+0800 on · U+2000 on · U+F000 on · beyond the first plane
  const isSuspect = byte === 0xc2 || (byte >= 0xd6 && byte <= 0xe0) || byte === 0xe2 || byte >= 0xef;
  return isControl || isSuspect ? SUSPECT : PLAIN;
});

/**
 * Rows as those of a table, and, column by column, the cells in which a character had to be replaced. Where they are packed,
 * what was encoded may be overwritten once the next but one is.
 */
export function createRowEncoder(columns: number, { isPacked }: { isPacked: boolean }) {
  const replaced = Array.from({ length: columns }, () => 0);
  let scratch = Buffer.allocUnsafeSlow(64 * 1024);
  let other = isPacked ? Buffer.allocUnsafeSlow(64 * 1024) : scratch;

  /** The slow way, character by character; answers where the cell ends. */
  function writeCarefully(text: string, at: number, column: number): number {
    const shown = showUnseen(text);
    if (shown !== text) replaced[column] = (replaced[column] ?? 0) + 1;
    const begin = turnsDirection(shown) ? TURNING_CELL : CELL;
    const end = writeAll(scratch, begin, at);
    return end + scratch.write(toPageText(shown), end);
  }

  function writeCell({ bytes }: CellBatch, start: number, end: number, at: number, column: number): number {
    let to = writeAll(scratch, CELL, at);
    for (let from = start; from < end; from++) {
      const byte = bytes[from] ?? 0;
      const kind = KINDS[byte];
      if (kind === PLAIN) scratch[to++] = byte;
      else if (kind === SUSPECT && isSuspect(byte, bytes[from + 1] ?? 0)) {
        return writeCarefully(bytes.toString('utf8', start, end), at, column);
      } else {
        const escape = ESCAPES.get(byte);
        if (escape === undefined) scratch[to++] = byte;
        else to = writeAll(scratch, escape, to);
      }
    }
    return to;
  }

  return {
    encode({ batch, first, rows }: RowSlice): Buffer {
      const { starts, ends } = batch;
      const begin = first * columns;
      const end = begin + rows * columns;
      const least = starts[begin] ?? 0;
      const most = Math.max(least, ends[end - 1] ?? 0) - least;
      const needed = (most + 1) * MOST_OF_BYTE + (end - begin) * MOST_OF_CELL + rows * MOST_OF_ROW;
      if (scratch.length < needed) scratch = Buffer.allocUnsafeSlow(needed);
      let at = 0;
      for (let cell = begin; cell < end;) {
        at = writeAll(scratch, ROW, at);
        for (let column = 0; column < columns; column++, cell++) {
          const from = starts[cell] ?? 0;
          const to = ends[cell] ?? 0;
          if (to < from) {
            at = writeAll(scratch, NULL_CELL, at);
          } else {
            at = writeAll(scratch, CELL_END, writeCell(batch, from, to, at, column));
          }
        }
        at = writeAll(scratch, ROW_END, at);
      }
      const encoded = scratch.subarray(0, at);
      if (!isPacked) return Buffer.from(encoded);
      [scratch, other] = [other, scratch];
      return encoded;
    },
    /** Of each column, in how many cells. */
    countReplaced: (): readonly number[] => replaced,
  };
}

/** Few bytes: faster than `set`. */
function writeAll(target: Buffer, bytes: Buffer, at: number): number {
  for (let index = 0; index < bytes.length; index++) target[at + index] = bytes[index] ?? 0;
  return at + bytes.length;
}

/** Lets pass what is common of the suspects: Latin-1, Indic scripts and fullwidth forms. */
function isSuspect(byte: number, next: number): boolean {
  if (byte === 0xc2) return next < 0xa0;
  if (byte === 0xe0) return next < 0xa4;
  if (byte === 0xe2) return next === 0x80 || next === 0x81;
  return true;
}
