import type { Column } from '../../domain/dataset.ts';
import { EPOCH_MS, DAY_MS } from './sasTime.ts';

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
/** Powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** Below, a decimal number of these digits comes back from a double wherever its point stands. */
const SAFE_DIGITS = 1e15;
/** Enough for every number whose digits a double holds exactly. */
const MOST_BYTES = 18;

type Span = { start: number; end: number };

/**
 * The number in bytes of ASCII as SAS counts it, wherever it is plain: a decimal number of few digits, `YYYY-MM-DD`,
 * `hh:mm:ss`, or both. NaN where it is not, so that it has to be read as text.
 */
export function readPlainNumber(bytes: Buffer, span: Span, type: Column['type']): number {
  const { start, end } = span;
  switch (type) {
    case 'date':
      return end - start === 10 ? readDays(bytes, start) : Number.NaN;
    case 'time':
      return end - start === 8 ? readSeconds(bytes, start) : Number.NaN;
    case 'datetime':
      return end - start === 19
        ? readDays(bytes, start) * 86_400 + readSeconds(bytes, start + 11)
        : Number.NaN;
    case 'boolean':
    case 'string':
      return Number.NaN;
    case 'decimal':
      return readDecimal(bytes, span, SAFE_DIGITS);
    default:
      return readDecimal(bytes, span, Number.MAX_SAFE_INTEGER);
  }
}

/** Digits that make a whole number below 2^53, over a power of ten that is exact: their quotient is rounded once. */
function readDecimal(bytes: Buffer, { start, end }: Span, most: number): number {
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

/** Days since 1960-01-01; of years that have four digits, and days that every month has. */
function readDays(bytes: Buffer, start: number): number {
  const year = readPair(bytes, start) * 100 + readPair(bytes, start + 2);
  const month = readPair(bytes, start + 5);
  const day = readPair(bytes, start + 8);
  const isPlain = bytes[start + 4] === MINUS && bytes[start + 7] === MINUS && year >= 100;
  if (!isPlain || !(month >= 1 && month <= 12 && day >= 1 && day <= 28)) return Number.NaN;
  return (Date.UTC(year, month - 1, day) - EPOCH_MS) / DAY_MS;
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
