const ZERO = 0x30;
const HYPHEN = 0x2d;
const COLON = 0x3a;
const POINT = 0x2e;
const DATE_BYTES = 10;
const DAY_SECONDS = 86_400;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days since 1970-01-01 of a date in ISO 8601 with four digits of a year; NaN for any other. */
export function parseDate(bytes: Buffer, start: number, end: number): number {
  if (end - start !== DATE_BYTES || bytes[start + 4] !== HYPHEN || bytes[start + 7] !== HYPHEN) return NaN;
  const year = digitsAt(bytes, start, 4);
  const month = digitsAt(bytes, start + 5, 2);
  const day = digitsAt(bytes, start + 8, 2);
  if (!(year >= 0 && month >= 1 && day >= 1 && day <= daysOf(year, month))) return NaN;
  return daysSinceEpoch(year, month, day);
}

/** Microseconds since midnight of `hh:mm:ss` with up to six decimals, before 24:00; NaN for any other. */
export function parseTime(bytes: Buffer, start: number, end: number): number {
  const size = end - start;
  if (size !== 8 && (size < 10 || size > 15 || bytes[start + 8] !== POINT)) return NaN;
  if (bytes[start + 2] !== COLON || bytes[start + 5] !== COLON) return NaN;
  const minutes = digitsAt(bytes, start + 3, 2);
  const seconds = digitsAt(bytes, start, 2) * 3600 + minutes * 60 + digitsAt(bytes, start + 6, 2);
  if (minutes > 59 || seconds >= DAY_SECONDS) return NaN;
  if (size === 8) return seconds * 1e6;
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

function daysOf(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return (MONTH_DAYS[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
}

/** In the Gregorian calendar: years begin in March here, so that a leap day comes last. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const years = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + dayOfYear - 719_468;
}
