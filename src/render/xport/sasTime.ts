import { readClock, readDay } from '../isoMoment.ts';

/** 1960-01-01, SAS's day 0, in days from 1970-01-01. */
export const EPOCH_DAY = -3653;

const DAY_S = 86_400;
const CLOCK = /^(\d\d:\d\d:\d\d)(?:\.(\d+))?$/;

/**
 * SAS's count for ISO 8601 text: days since 1960-01-01, or seconds of a day, or seconds since 1960-01-01T00:00. NaN for all
 * else: years before Christ or beyond 9999, infinity, and what no calendar or clock has.
 */
export function toSasTime(type: 'date' | 'time' | 'datetime', iso: string): number {
  if (type === 'date') return toDays(iso);
  if (type === 'time') return toSeconds(0, iso);
  return iso.charAt(10) === 'T' ? toSeconds(toDays(iso.slice(0, 10)), iso.slice(11)) : Number.NaN;
}

function toDays(text: string): number {
  return text.length === 10 ? readDay(Buffer.from(text, 'latin1'), 0) - EPOCH_DAY : Number.NaN;
}

/** Seconds until `hh:mm:ss[.f]` of a day that so many days precede; rounded once, however many decimals there are. */
function toSeconds(days: number, text: string): number {
  const [, clock = '', decimals = ''] = CLOCK.exec(text) ?? [];
  const whole = days * DAY_S + readClock(Buffer.from(clock, 'latin1'), 0);
  if (decimals === '' || Number.isNaN(whole)) return whole;
  const scaled = BigInt(whole) * 10n ** BigInt(decimals.length) + BigInt(decimals);
  return Number(`${scaled}e-${decimals.length}`);
}
