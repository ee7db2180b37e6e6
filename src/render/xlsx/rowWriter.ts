import type { Cell } from '../../domain/dataset.ts';
import { put, toBytes } from '../bytes.ts';
import { toLetters } from './cellReference.ts';
import { CELL_BYTES, type WriteCell } from './cellWriter.ts';

/** Each UTF-16 unit may become `_xHHHH_`. */
const UNIT_BYTES = 7;
const ROW_BYTES = 64;
const CHUNK_BYTES = 256 * 1024;

const ROW = toBytes('<row r="');
const TAG_END = toBytes('">');
const ROW_END = toBytes('</row>');

type Row = readonly Cell[];

/** Rows as SpreadsheetML, gathered into chunks; `at` counts from 1. A cell that is null is left out. */
export type RowWriter = {
  write(row: Row, at: number): void;
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

  function reserve(row: Row): void {
    let most = ROW_BYTES + cells.length * CELL_BYTES;
    for (let column = 0; column < cells.length; column += 1) most += (row[column]?.length ?? 0) * UNIT_BYTES;
    if (end + most <= target.length) return;
    const larger = Buffer.allocUnsafeSlow(end + most);
    target.copy(larger, 0, 0, end);
    target = larger;
  }

  return {
    write(row, at) {
      reserve(row);
      const number = toBytes(String(at));
      let place = put(target, put(target, put(target, end, ROW), number), TAG_END);
      for (let column = 0; column < cells.length; column += 1) {
        const cell = row[column];
        const begin = begins[column];
        const write = cells[column];
        if (cell == null || begin === undefined || write === undefined) continue;
        place = write(target, put(target, put(target, place, begin), number), cell);
      }
      end = put(target, place, ROW_END);
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
