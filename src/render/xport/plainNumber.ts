import type { Column } from '../../domain/dataset.ts';
import { readClock, readDay } from '../isoMoment.ts';
import { EPOCH_DAY } from './sasTime.ts';

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const LETTER_T = 0x54;
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
const DAY_S = 86_400;
/** Powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** Below, a decimal number of these digits comes back from a double wherever its point stands. */
const SAFE_DIGITS = 1e15;
/** Enough for every number whose digits a double holds exactly. */
const MOST_BYTES = 18;

/** The number between two places; NaN where it is not plain, so that it has to be read as text. */
export type PlainReader = (bytes: Buffer, start: number, end: number) => number;

/**
 * Reads bytes of ASCII as SAS counts, wherever they are plain: a decimal number of few digits, `YYYY-MM-DD`, `hh:mm:ss`, both
 * with a `T` between, `true` and `false`.
 */
export const PLAIN_READERS: Readonly<Record<Column['type'], PlainReader>> = {
  string: () => Number.NaN,
  integer: (bytes, start, end) => readDecimal(bytes, start, end, Number.MAX_SAFE_INTEGER),
  float: (bytes, start, end) => readDecimal(bytes, start, end, Number.MAX_SAFE_INTEGER),
  decimal: (bytes, start, end) => readDecimal(bytes, start, end, SAFE_DIGITS),
  boolean: readTruth,
  date: (bytes, start, end) => (end - start === 10 ? readDay(bytes, start) - EPOCH_DAY : Number.NaN),
  time: (bytes, start, end) => (end - start === 8 ? readClock(bytes, start) : Number.NaN),
  datetime: (bytes, start, end) =>
    end - start === 19 && bytes[start + 10] === LETTER_T
      ? (readDay(bytes, start) - EPOCH_DAY) * DAY_S + readClock(bytes, start + 11)
      : Number.NaN,
};

/** SAS has no booleans; it counts with them. */
function readTruth(bytes: Buffer, start: number, end: number): number {
  const isWord = (word: Buffer) =>
    end - start === word.length && word.every((byte, index) => bytes[start + index] === byte);
  if (isWord(TRUE)) return 1;
  return isWord(FALSE) ? 0 : Number.NaN;
}

/** Digits that make a whole number below 2^53, over a power of ten that is exact: their quotient is rounded once. */
function readDecimal(bytes: Buffer, start: number, end: number, most: number): number {
  const isNegative = bytes[start] === MINUS;
  let digits = 0;
  let whole = 0;
  let point = -1;
  if (end - start > MOST_BYTES) return Number.NaN;
  for (let at = isNegative ? start + 1 : start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit >= 0 && digit <= 9) {
      whole = whole * 10 + digit;
      digits += 1;
    } else if (digit === POINT - ZERO && point === -1) point = at;
    else return Number.NaN;
  }
  if (digits === 0 || whole > most) return Number.NaN;
  const value = point === -1 ? whole : whole / (POWERS[end - point - 1] ?? Number.NaN);
  return isNegative ? -value : value;
}
