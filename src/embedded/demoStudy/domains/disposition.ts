import { toIsoDate, toStudyDay } from '../calendar.ts';
import { isoDate, number, SUBJECT_COLUMNS, text } from '../column.ts';
import type { DemoDomain } from '../demoDomain.ts';
import { subjectCells } from '../demoDomain.ts';

const REASONS = [
  { term: 'SUBJECT MOVED; "TOO FAR TO TRAVEL"', decod: 'WITHDRAWAL BY SUBJECT' },
  { term: 'LOST TO FOLLOW-UP', decod: 'LOST TO FOLLOW-UP' },
  { term: 'Bệnh nhân rút lui, không nêu lý do', decod: 'WITHDRAWAL BY SUBJECT' },
  { term: 'RASH, SEE AE FORM', decod: 'ADVERSE EVENT' },
] as const;

export const disposition: DemoDomain = {
  name: 'DS',
  label: 'Disposition',
  columns: [
    ...SUBJECT_COLUMNS,
    number('DSSEQ', 'Sequence Number', 'integer'),
    text('DSTERM', 'Reported Term for the Disposition Event', 100),
    text('DSDECOD', 'Standardized Disposition Term', 40),
    text('DSCAT', 'Category for Disposition Event', 30),
    isoDate('DSSTDTC', 'Start Date/Time of Disposition Event'),
    number('DSSTDY', 'Study Day of Start of Disposition Event', 'integer'),
  ],
  rowsOf(subject, random) {
    const record = (day: number, ...words: [term: string, decod: string, category: string]) => [
      ...words,
      toIsoDate(day),
      toStudyDay(day, subject.firstDoseDay),
    ];
    const reason = random.pick(REASONS);
    const events = [
      record(
        subject.firstDoseDay - 14,
        'INFORMED CONSENT OBTAINED',
        'INFORMED CONSENT OBTAINED',
        'PROTOCOL MILESTONE',
      ),
      record(subject.firstDoseDay, 'RANDOMIZED', 'RANDOMIZED', 'PROTOCOL MILESTONE'),
      subject.discontinued
        ? record(subject.lastDay, reason.term, reason.decod, 'DISPOSITION EVENT')
        : record(subject.lastDay, 'PROTOCOL COMPLETED', 'COMPLETED', 'DISPOSITION EVENT'),
    ];
    return events.map((cells, index) => [...subjectCells(subject, 'DS'), String(index + 1), ...cells]);
  },
};
