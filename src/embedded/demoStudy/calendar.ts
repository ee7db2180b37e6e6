const DAY_MS = 24 * 60 * 60 * 1000;
const FIRST_DAY_MS = Date.UTC(2014, 0, 6);

/** Days are counted from the first working day of 2014, when the demo study begins. */
export function toIsoDate(day: number): string {
  return new Date(FIRST_DAY_MS + day * DAY_MS).toISOString().slice(0, 10);
}

/** The study day as SDTM counts it: there is no day 0. */
export function toStudyDay(day: number, firstDoseDay: number): string {
  const days = day - firstDoseDay;
  return String(days < 0 ? days : days + 1);
}
