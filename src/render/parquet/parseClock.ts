import { readClock, readDay } from '../isoMoment.ts';

const ZERO = 0x30;
const POINT = 0x2e;
const DATE_BYTES = 10;
const CLOCK_BYTES = 8;
const DAY_SECONDS = 86_400;

/** Days since 1970-01-01 of a date in ISO 8601 with four digits of a year; NaN for any other. */
export function parseDate(bytes: Buffer, start: number, end: number): number {
  return end - start === DATE_BYTES ? readDay(bytes, start) : NaN;
}

/** Microseconds since midnight of `hh:mm:ss` with up to six decimals, before 24:00; NaN for any other. */
export function parseTime(bytes: Buffer, start: number, end: number): number {
  const size = end - start;
  if (size !== CLOCK_BYTES && (size < 10 || size > 15 || bytes[start + CLOCK_BYTES] !== POINT)) return NaN;
  const seconds = readClock(bytes, start);
  if (!(seconds < DAY_SECONDS)) return NaN;
  if (size === CLOCK_BYTES) return seconds * 1e6;
  const decimals = size - 9;
  return seconds * 1e6 + digitsAt(bytes, start + 9, decimals) * 10 ** (6 - decimals);
}

/** A number of so many digits; NaN where other bytes stand among them. */
function digitsAt(bytes: Buffer, start: number, count: number): number {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}
