import type { Random } from './random.ts';

/** What a site knows of a date: mostly the day, sometimes only the month or the year. */
export function toPartialDate(isoDate: string, random: Random): string {
  const known = random.fraction();
  if (known < 0.08) return isoDate.slice(0, 4);
  return known < 0.18 ? isoDate.slice(0, 7) : isoDate;
}
