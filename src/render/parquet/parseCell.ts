const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
/** The powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
const MOST_DIGITS = 15;

/**
 * The double that PostgreSQL printed, exactly: up to 15 digits and a power of ten that is exact itself make one division
 * (Clinger's fast path); the rest is read as JavaScript does. NaN where it is no number.
 */
export function parseNumber(bytes: Buffer, start: number, end: number): number {
  const isNegative = bytes[start] === MINUS;
  let value = 0;
  let digits = 0;
  let decimals = -1;
  for (let at = isNegative ? start + 1 : start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= ZERO && byte <= NINE) {
      value = value * 10 + (byte - ZERO);
      digits += 1;
      if (decimals >= 0) decimals += 1;
    } else if (byte === POINT && decimals < 0) decimals = 0;
    else return Number(bytes.toString('latin1', start, end));
  }
  if (digits === 0 || digits > MOST_DIGITS) return Number(bytes.toString('latin1', start, end));
  const size = decimals > 0 ? value / (POWERS[decimals] ?? 1) : value;
  return isNegative ? -size : size;
}
