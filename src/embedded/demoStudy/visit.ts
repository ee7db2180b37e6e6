import type { Random } from './random.ts';

/** `number` is text, as the study's database keeps it: fractional numbers exist for scheduled visits, too. */
export type Visit = { number: string; name: string; day: number; plannedDay: number | null };

const SCHEDULE = [
  { number: '1', name: 'SCREENING', day: -14 },
  { number: '2', name: 'BASELINE', day: 0 },
  { number: '2.5', name: 'ECG PLACEMENT', day: 2 },
  { number: '3', name: 'WEEK 2', day: 14 },
  { number: '4', name: 'WEEK 4', day: 28 },
  { number: '4.1', name: 'WEEK 6 (T)', day: 42 },
  { number: '5', name: 'WEEK 8', day: 56 },
  { number: '6', name: 'WEEK 12', day: 84 },
  { number: '7', name: 'WEEK 16', day: 112 },
  { number: '8', name: 'WEEK 24, END OF STUDY', day: 168 },
];

/** The visits that one subject came to, unscheduled ones among them, in order of their day. */
export function createVisits(random: Random, options: { firstDoseDay: number; lastDay: number }): Visit[] {
  return SCHEDULE.filter((planned) => planned.day <= options.lastDay).flatMap((planned): Visit[] => {
    const day = options.firstDoseDay + planned.day + (planned.day > 0 ? random.integer(-2, 2) : 0);
    const scheduled = { number: planned.number, name: planned.name, day, plannedDay: planned.day };
    if (planned.day < 14 || !random.chance(0.08)) return [scheduled];
    const number = `${planned.number}${planned.number.includes('.') ? '' : '.'}3`;
    return [scheduled, { number, name: `UNSCHEDULED ${number}`, day: day + 3, plannedDay: null }];
  });
}
