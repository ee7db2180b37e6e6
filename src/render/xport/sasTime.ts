export const DAY_MS = 86_400_000;
export const EPOCH_MS = Date.UTC(1960, 0, 1);

const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d\d:\d\d:\d\d(\.\d+)?$/;

/**
 * SAS's count for ISO 8601 text: days since 1960-01-01, or seconds of a day, or seconds since 1960-01-01T00:00. NaN for all
 * else that PostgreSQL prints: years before Christ or beyond 9999, and infinity.
 */
export function toSasTime(type: 'date' | 'time' | 'datetime', iso: string): number {
  if (type === 'time') return toSeconds(iso);
  if (type === 'date') return toDays(iso);
  return iso.charAt(10) === 'T' ? toDays(iso.slice(0, 10)) * 86_400 + toSeconds(iso.slice(11)) : Number.NaN;
}

function toDays(text: string): number {
  if (!DATE.test(text)) return Number.NaN;
  return Math.round((Date.parse(`${text}T00:00:00Z`) - EPOCH_MS) / DAY_MS);
}

/** `hh:mm:ss[.f]`, seconds of a day. */
function toSeconds(text: string): number {
  if (!TIME.test(text)) return Number.NaN;
  const [hours, minutes, seconds] = text.split(':');
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
