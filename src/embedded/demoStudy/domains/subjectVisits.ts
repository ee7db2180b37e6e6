import { toIsoDate, toStudyDay } from '../calendar.ts';
import { isoDate, number, SUBJECT_COLUMNS, text, VISIT_COLUMNS } from '../column.ts';
import type { DemoDomain } from '../demoDomain.ts';
import { subjectCells } from '../demoDomain.ts';

const REASONS = [
  'Adverse event, follow-up',
  'Repeat of a "haemolysed" sample',
  'Tái khám ngoài lịch',
  '予定外の来院',
  'Subject asked to come;\nsee the note of the site',
] as const;

export const subjectVisits: DemoDomain = {
  name: 'SV',
  label: 'Subject Visits',
  columns: [
    ...SUBJECT_COLUMNS,
    ...VISIT_COLUMNS,
    number('VISITDY', 'Planned Study Day of Visit', 'integer'),
    isoDate('SVSTDTC', 'Start Date/Time of Visit'),
    isoDate('SVENDTC', 'End Date/Time of Visit'),
    number('SVSTDY', 'Study Day of Start of Visit', 'integer'),
    text('SVUPDES', 'Description of Unplanned Visit', 60),
  ],
  rowsOf(subject, random) {
    return subject.visits.map((visit) => {
      const { plannedDay } = visit;
      return [
        ...subjectCells(subject, 'SV'),
        visit.number,
        visit.name,
        plannedDay === null ? null : String(plannedDay < 0 ? plannedDay : plannedDay + 1),
        toIsoDate(visit.day),
        random.chance(0.1) ? '' : toIsoDate(visit.day),
        toStudyDay(visit.day, subject.firstDoseDay),
        plannedDay === null ? random.pick(REASONS) : '',
      ];
    });
  },
};
