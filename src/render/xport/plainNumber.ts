import type { Column } from '../../domain/dataset.ts';

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const LETTER_T = 0x54;
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
const DAY_S = 86_400;
/** From 0000-03-01 of the Gregorian calendar to 1960-01-01. */
const EPOCH_DAYS = 715_815;
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
  date: (bytes, start, end) => (end - start === 10 ? readDays(bytes, start) : Number.NaN),
  time: (bytes, start, end) => (end - start === 8 ? readSeconds(bytes, start) : Number.NaN),
  datetime: (bytes, start, end) =>
    end - start === 19 && bytes[start + 10] === LETTER_T
      ? readDays(bytes, start) * DAY_S + readSeconds(bytes, start + 11)
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

/** Days since 1960-01-01, of years that have four digits and of days that the calendar has. */
function readDays(bytes: Buffer, start: number): number {
  const year = readPair(bytes, start) * 100 + readPair(bytes, start + 2);
  const month = readPair(bytes, start + 5);
  const day = readPair(bytes, start + 8);
  const isPlain = bytes[start + 4] === MINUS && bytes[start + 7] === MINUS && year >= 1;
  if (!isPlain || !(month >= 1 && month <= 12 && day >= 1 && day <= countDays(year, month)))
    return Number.NaN;
  // Counted from March, a leap day is the last of its year.
  const years = month > 2 ? year : year - 1;
  const centuries = Math.floor(years / 100);
  const daysOfYears = years * 365 + Math.floor(years / 4) - centuries + Math.floor(centuries / 4);
  const daysOfMonths = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5);
  return daysOfYears + daysOfMonths + day - 1 - EPOCH_DAYS;
}

function countDays(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

function readSeconds(bytes: Buffer, start: number): number {
  if (bytes[start + 2] !== COLON || bytes[start + 5] !== COLON) return Number.NaN;
  return readPair(bytes, start) * 3600 + readPair(bytes, start + 3) * 60 + readPair(bytes, start + 6);
}

/** A number of two digits. */
function readPair(bytes: Buffer, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO;
  const ones = (bytes[at + 1] ?? 0) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
