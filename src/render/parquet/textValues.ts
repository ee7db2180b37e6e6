import { parseNumber } from './parseCell.ts';
import { parseDate, parseTime } from './parseClock.ts';
import type { WriteColumn } from './valueWriters.ts';

const LETTER_T = 0x74;
const T = 0x54;
const DATE_BYTES = 10;
const DAY_US = 86_400_000_000;
const HALF = 2 ** 32;

/** Writes one value at a place; false where it cannot be held. */
type WriteValue = (target: Buffer, at: number, bytes: Buffer, start: number, end: number) => boolean;

export const textIntegers = eachOf(8, (target, at, bytes, start, end) => {
  const value = parseNumber(bytes, start, end);
  if (Number.isSafeInteger(value)) writeInt64(target, at, value);
  else return writeLargeInteger(target, at, bytes.toString('latin1', start, end));
  return true;
});

export const textDoubles = eachOf(8, (target, at, bytes, start, end) => {
  target.writeDoubleLE(parseNumber(bytes, start, end), at);
  return true;
});

export const textBooleans = eachOf(1, (target, at, bytes, start) => {
  target[at] = bytes[start] === LETTER_T ? 1 : 0;
  return true;
});

export const textDates = eachOf(4, (target, at, bytes, start, end) => {
  const days = parseDate(bytes, start, end);
  if (Number.isNaN(days)) return false;
  target.writeInt32LE(days, at);
  return true;
});

export const textClock = eachOf(8, (target, at, bytes, start, end) => {
  const microseconds = parseTime(bytes, start, end);
  if (Number.isNaN(microseconds)) return false;
  writeInt64(target, at, microseconds);
  return true;
});

/** A date, `T` and a time, whatever the zone of the clock, as microseconds since 1970-01-01T00:00:00. */
export const textMoments = eachOf(8, (target, at, bytes, start, end) => {
  const days = parseDate(bytes, start, start + DATE_BYTES);
  const microseconds = parseTime(bytes, start + DATE_BYTES + 1, end);
  if (bytes[start + DATE_BYTES] !== T || Number.isNaN(days) || Number.isNaN(microseconds)) return false;
  const sum = days * DAY_US + microseconds;
  // Beyond the year 2255 a double does not hold each microsecond.
  if (Number.isSafeInteger(sum)) writeInt64(target, at, sum);
  else target.writeBigInt64LE(BigInt(days) * BigInt(DAY_US) + BigInt(microseconds), at);
  return true;
});

/** Writes values of one size one by one. */
export function eachOf(size: number, write: WriteValue): WriteColumn {
  return (target, from, { batch: { bytes, starts, ends, rows }, column, columns }) => {
    let at = from;
    for (let row = 0, cell = column; row < rows; row++, cell += columns) {
      const start = starts[cell] ?? 0;
      const end = ends[cell] ?? 0;
      if (end < start) continue;
      if (!write(target, at, bytes, start, end)) return ~row;
      at += size;
    }
    return at;
  };
}

/** A safe integer: the lower half as it is modulo 2^32, the upper one rounded down. */
export function writeInt64(target: Buffer, at: number, value: number): void {
  target.writeInt32LE(value | 0, at);
  target.writeInt32LE(Math.floor(value / HALF), at + 4);
}

function writeLargeInteger(target: Buffer, at: number, text: string): boolean {
  const isInteger = /^-?\d+$/.test(text);
  const value = isInteger ? BigInt(text) : 0n;
  if (!isInteger || BigInt.asIntN(64, value) !== value) return false;
  target.writeBigInt64LE(value, at);
  return true;
}
