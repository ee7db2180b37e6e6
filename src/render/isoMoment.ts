const MINUS = 0x2d;
const ZERO = 0x30;
const COLON = 0x3a;
const DAY_S = 86_400;
/** From 0000-03-01 of the Gregorian calendar to 1970-01-01. */
const EPOCH_DAYS = 719_468;

/** Days from 1970-01-01 to the `YYYY-MM-DD` that begins there; NaN where no day of the years 1 to 9999 stands. */
export function readDay(bytes: Buffer, start: number): number {
  const year = readPair(bytes, start) * 100 + readPair(bytes, start + 2);
  const month = readPair(bytes, start + 5);
  const day = readPair(bytes, start + 8);
  const isShaped = bytes[start + 4] === MINUS && bytes[start + 7] === MINUS && year >= 1;
  if (!isShaped || !(month >= 1 && month <= 12 && day >= 1 && day <= countDays(year, month)))
    return Number.NaN;
  // Counted from March, a leap day is the last of its year.
  const years = month > 2 ? year : year - 1;
  const centuries = Math.floor(years / 100);
  const daysOfYears = years * 365 + Math.floor(years / 4) - centuries + Math.floor(centuries / 4);
  const daysOfMonths = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5);
  return daysOfYears + daysOfMonths + day - 1 - EPOCH_DAYS;
}

/** Seconds from midnight to the `hh:mm:ss` that begins there, 24:00:00 at most; NaN where no time of a day stands. */
export function readClock(bytes: Buffer, start: number): number {
  if (bytes[start + 2] !== COLON || bytes[start + 5] !== COLON) return Number.NaN;
  const minutes = readPair(bytes, start + 3);
  const seconds = readPair(bytes, start + 6);
  const count = readPair(bytes, start) * 3600 + minutes * 60 + seconds;
  return minutes <= 59 && seconds <= 59 && count <= DAY_S ? count : Number.NaN;
}

function countDays(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** A number of two digits. */
function readPair(bytes: Buffer, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO;
  const ones = (bytes[at + 1] ?? 0) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
