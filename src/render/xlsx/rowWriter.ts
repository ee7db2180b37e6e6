import { put, toBytes } from '../bytes.ts';
import { toLetters } from './cellReference.ts';
import { CELL_BYTES, type WriteCell } from './cellWriter.ts';

/** Each byte may become `_xHHHH_`. */
const BYTE_BYTES = 7;
const ROW_BYTES = 64;
const CHUNK_BYTES = 256 * 1024;

const TAB = 0x09;
const LF = 0x0a;
const BACKSLASH = 0x5c;
const LETTER_N = 0x4e;

const ROW = toBytes('<row r="');
const TAG_END = toBytes('">');
const ROW_END = toBytes('</row>');

/** Rows of COPY's text as SpreadsheetML, gathered into chunks. A cell that is null is left out. */
export type RowWriter = {
  /** Writes the row that begins there as that of the sheet, which counts from 1; answers where the next begins. */
  write(lines: Buffer, from: number, at: number): number;
  /** What is written where it is that much; the chunk stands until the next but one is begun. */
  take(least?: number): Uint8Array | undefined;
};

export const FULL_BYTES = CHUNK_BYTES / 2;

export function createRowWriter(cells: readonly WriteCell[]): RowWriter {
  const begins = cells.map((_, column) => toBytes(`<c r="${toLetters(column)}`));
  let target = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  /** Where the chunk before was written, which nobody reads once the next is asked for. */
  let spare = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  let end = 0;

  function reserve(bytes: number): void {
    const most = ROW_BYTES + cells.length * CELL_BYTES + bytes * BYTE_BYTES;
    if (end + most <= target.length) return;
    const larger = Buffer.allocUnsafeSlow(end + most);
    target.copy(larger, 0, 0, end);
    target = larger;
  }

  return {
    write(lines, from, at) {
      reserve(lines.indexOf(LF, from) - from);
      const number = toBytes(String(at));
      let place = put(target, put(target, put(target, end, ROW), number), TAG_END);
      let start = from;
      for (let column = 0; column < cells.length; column += 1) {
        let stop = start;
        for (let byte = lines[stop] ?? LF; byte !== TAB && byte !== LF;) byte = lines[++stop] ?? LF;
        const begin = begins[column];
        const write = cells[column];
        if (!isNull(lines, start, stop) && begin !== undefined && write !== undefined) {
          place = put(target, put(target, place, begin), number);
          place = write(target, place, lines, start, stop);
        }
        start = stop + 1;
      }
      end = put(target, place, ROW_END);
      // Without columns a line is its end alone.
      return cells.length === 0 ? from + 1 : start;
    },
    take(least = 1) {
      if (end < least) return undefined;
      const chunk = target.subarray(0, end);
      [target, spare] = [spare, target.length === CHUNK_BYTES ? target : Buffer.allocUnsafeSlow(CHUNK_BYTES)];
      end = 0;
      return chunk;
    },
  };
}

function isNull(lines: Buffer, start: number, end: number): boolean {
  return end === start + 2 && lines[start] === BACKSLASH && lines[start + 1] === LETTER_N;
}
