const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
/** The powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
const MOST_DIGITS = 15;
const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?$/;

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

/** Days since 1970-01-01 of a date in ISO 8601 with four digits of a year; undefined for any other. */
export function parseDate(text: string): number | undefined {
  if (!DATE.test(text)) return undefined;
  const days = Date.parse(`${text}T00:00:00Z`) / DAY_MS;
  return Number.isNaN(days) ? undefined : days;
}

/** Microseconds since midnight. */
export function parseTime(text: string): number | undefined {
  const [, hours, minutes, seconds, fraction = ''] = TIME.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return whole * 1e6 + Number(fraction.padEnd(6, '0'));
}

/** Microseconds since 1970-01-01T00:00:00, whatever the zone of the clock. */
export function parseDatetime(text: string): number | undefined {
  const days = parseDate(text.slice(0, 10));
  const time = text.charAt(10) === 'T' ? parseTime(text.slice(11)) : undefined;
  return days === undefined || time === undefined ? undefined : days * DAY_MS * 1000 + time;
}
