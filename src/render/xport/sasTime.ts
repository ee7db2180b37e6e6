export const DAY_MS = 86_400_000;
export const EPOCH_MS = Date.UTC(1960, 0, 1);

/** SAS's count for ISO 8601 text: days since 1960-01-01, or seconds of a day, or seconds since 1960-01-01T00:00. */
export function toSasTime(type: 'date' | 'time' | 'datetime', iso: string): number {
  if (type === 'time') return toSeconds(iso);
  const days = Math.round((Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) - EPOCH_MS) / DAY_MS);
  return type === 'date' ? days : days * 86_400 + toSeconds(iso.slice(11));
}

/** `hh:mm:ss[.f]`, seconds of a day. */
function toSeconds(text: string): number {
  const [hours = '0', minutes = '0', seconds = '0'] = text.split(':');
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
