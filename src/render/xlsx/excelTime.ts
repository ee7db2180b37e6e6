import { readDay } from '../isoMoment.ts';

/** How a moment is shown, and what stands in the cell: days since 1899-12-30, or parts of a day. */
export type ExcelTime = { serial: number; show: 'date' | 'datetime' | 'datetimeMs' | 'time' | 'timeMs' };

/** Days from 1899-12-30, which stands for 0, to 1970-01-01. */
const UNIX_EPOCH = 25_569;
/** Earlier serial numbers count a 29 February 1900 that never was. */
const FIRST_DATE = '1900-03-01';
const DAY_MS = 86_400_000;
const TIME = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,6}))?$/;

/**
 * The serial number of an ISO 8601 date, time or date and time as PostgreSQL prints it. Undefined for what Excel cannot show:
 * days before 1900-03-01 and after 9999-12-31, 24:00:00, infinity, fractions finer than a millisecond, and days of no calendar.
 */
export function toExcelTime(type: 'date' | 'time' | 'datetime', iso: string): ExcelTime | undefined {
  if (type === 'time') {
    const ms = toDayMs(iso);
    if (ms === undefined) return undefined;
    return { serial: ms / DAY_MS, show: ms % 1000 === 0 ? 'time' : 'timeMs' };
  }
  const day = toDay(iso.slice(0, 10));
  if (day === undefined) return undefined;
  if (type === 'date') return iso.length === 10 ? { serial: day, show: 'date' } : undefined;
  const ms = iso.charAt(10) === 'T' ? toDayMs(iso.slice(11)) : undefined;
  if (ms === undefined) return undefined;
  return { serial: day + ms / DAY_MS, show: ms % 1000 === 0 ? 'datetime' : 'datetimeMs' };
}

function toDay(date: string): number | undefined {
  if (date.length !== FIRST_DATE.length || date < FIRST_DATE) return undefined;
  const days = readDay(Buffer.from(date, 'latin1'), 0);
  return Number.isNaN(days) ? undefined : days + UNIX_EPOCH;
}

function toDayMs(time: string): number | undefined {
  const [, hours, minutes, seconds, fraction = ''] = TIME.exec(time) ?? [];
  if (hours === undefined) return undefined;
  const micros = Number(fraction.padEnd(6, '0'));
  if (micros % 1000 !== 0) return undefined;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + micros / 1000;
}
