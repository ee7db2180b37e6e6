const DAY_MS = 86_400_000;
const EPOCH_MS = Date.UTC(1960, 0, 1);
const DAY_S = 86_400;

const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?$/;

/**
 * SAS's count for ISO 8601 text: days since 1960-01-01, or seconds of a day, or seconds since 1960-01-01T00:00. NaN for all
 * else that PostgreSQL prints: years before Christ or beyond 9999, and infinity.
 */
export function toSasTime(type: 'date' | 'time' | 'datetime', iso: string): number {
  if (type === 'date') return toDays(iso);
  if (type === 'time') return toSeconds(0, iso);
  return iso.charAt(10) === 'T' ? toSeconds(toDays(iso.slice(0, 10)), iso.slice(11)) : Number.NaN;
}

function toDays(text: string): number {
  if (!DATE.test(text)) return Number.NaN;
  return Math.round((Date.parse(`${text}T00:00:00Z`) - EPOCH_MS) / DAY_MS);
}

/** Seconds until `hh:mm:ss[.f]` of a day that so many days precede; rounded once, however many decimals there are. */
function toSeconds(days: number, text: string): number {
  const [, hours, minutes, seconds, decimals = ''] = TIME.exec(text) ?? [];
  const whole = days * DAY_S + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (decimals === '' || Number.isNaN(whole)) return whole;
  const scaled = BigInt(whole) * 10n ** BigInt(decimals.length) + BigInt(decimals);
  return Number(`${scaled}e-${decimals.length}`);
}
