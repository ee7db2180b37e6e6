import { viewOf } from './growingBuffer.ts';
import type { CellColumn } from './valueWriter.ts';

// One loop for each type, because it is the whole of the work for millions of cells. PostgreSQL counts from 2000-01-01 and
// sends the highest byte first (its send functions for int8, float8, bool, date, time and timestamp); Parquet counts from
// 1970-01-01 and begins with the lowest. Both hold doubles as IEEE 754 does.

const EPOCH_DAYS = 10_957;
/** 0001-01-01 and 9999-12-31: what is written as a date with four digits of a year. */
const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;
const HALF = 2 ** 32;
const DAY_US = 86_400_000_000;
/** Microseconds since an epoch as two halves, because a double does not hold all of them. */
const EPOCH = halvesOf(EPOCH_DAYS);
const FIRST = halvesOf(FIRST_DAY);
const END = halvesOf(LAST_DAY + 1);

/** Integers and doubles: eight bytes, turned round. */
export function binaryNumbers(target: Buffer, from: number, { batch, column, columns }: CellColumn): number {
  const { bytes, starts, ends, rows } = batch;
  const source = viewOf(bytes);
  const values = viewOf(target);
  let at = from;
  for (let row = 0, cell = column; row < rows; row++, cell += columns) {
    const start = starts[cell] ?? 0;
    if ((ends[cell] ?? 0) < start) continue;
    values.setInt32(at, source.getInt32(start + 4), true);
    values.setInt32(at + 4, source.getInt32(start), true);
    at += 8;
  }
  return at;
}

export function binaryBooleans(target: Buffer, from: number, { batch, column, columns }: CellColumn): number {
  const { bytes, starts, ends, rows } = batch;
  let at = from;
  for (let row = 0, cell = column; row < rows; row++, cell += columns) {
    const start = starts[cell] ?? 0;
    if ((ends[cell] ?? 0) >= start) target[at++] = bytes[start] ?? 0;
  }
  return at;
}

export function binaryDates(target: Buffer, from: number, { batch, column, columns }: CellColumn): number {
  const { bytes, starts, ends, rows } = batch;
  const source = viewOf(bytes);
  const values = viewOf(target);
  let at = from;
  for (let row = 0, cell = column; row < rows; row++, cell += columns) {
    const start = starts[cell] ?? 0;
    if ((ends[cell] ?? 0) < start) continue;
    const days = source.getInt32(start) + EPOCH_DAYS;
    if (days < FIRST_DAY || days > LAST_DAY) return ~row;
    values.setInt32(at, days, true);
    at += 4;
  }
  return at;
}

/** PostgreSQL takes 24:00 for a time, Parquet does not. */
export function binaryClock(target: Buffer, from: number, { batch, column, columns }: CellColumn): number {
  const { bytes, starts, ends, rows } = batch;
  const source = viewOf(bytes);
  const values = viewOf(target);
  let at = from;
  for (let row = 0, cell = column; row < rows; row++, cell += columns) {
    const start = starts[cell] ?? 0;
    if ((ends[cell] ?? 0) < start) continue;
    const upper = source.getInt32(start);
    const lower = source.getUint32(start + 4);
    if (upper * HALF + lower >= DAY_US) return ~row;
    values.setUint32(at, lower, true);
    values.setInt32(at + 4, upper, true);
    at += 8;
  }
  return at;
}

export function binaryMoments(target: Buffer, from: number, { batch, column, columns }: CellColumn): number {
  const { bytes, starts, ends, rows } = batch;
  const source = viewOf(bytes);
  const values = viewOf(target);
  let at = from;
  for (let row = 0, cell = column; row < rows; row++, cell += columns) {
    const start = starts[cell] ?? 0;
    if ((ends[cell] ?? 0) < start) continue;
    const sum = source.getUint32(start + 4) + EPOCH.lower;
    const carry = sum >= HALF ? 1 : 0;
    const upper = source.getInt32(start) + EPOCH.upper + carry;
    const lower = sum - carry * HALF;
    if (upper < FIRST.upper || (upper === FIRST.upper && lower < FIRST.lower)) return ~row;
    if (upper > END.upper || (upper === END.upper && lower >= END.lower)) return ~row;
    values.setUint32(at, lower, true);
    values.setInt32(at + 4, upper, true);
    at += 8;
  }
  return at;
}

function halvesOf(days: number): { upper: number; lower: number } {
  const microseconds = BigInt(days) * BigInt(DAY_US);
  return { upper: Number(microseconds >> 32n), lower: Number(microseconds & 0xffff_ffffn) };
}
