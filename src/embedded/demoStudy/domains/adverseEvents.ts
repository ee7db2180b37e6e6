import { toIsoDate, toStudyDay } from '../calendar.ts';
import { isoDate, number, SUBJECT_COLUMNS, text } from '../column.ts';
import type { DemoDomain } from '../demoDomain.ts';
import { subjectCells } from '../demoDomain.ts';
import { toPartialDate } from '../partialDate.ts';

const EVENTS = [
  { term: 'HEADACHE, LEFT SIDE', decod: 'HEADACHE', body: 'NERVOUS SYSTEM DISORDERS' },
  { term: 'NAUSEA AFTER "SPICY" FOOD', decod: 'NAUSEA', body: 'GASTROINTESTINAL DISORDERS' },
  { term: 'Đau đầu nhẹ', decod: 'HEADACHE', body: 'NERVOUS SYSTEM DISORDERS' },
  { term: '発疹（両腕）', decod: 'RASH', body: 'SKIN AND SUBCUTANEOUS TISSUE DISORDERS' },
  { term: 'ζάλη & ναυτία', decod: 'DIZZINESS', body: 'NERVOUS SYSTEM DISORDERS' },
  { term: 'ITCHING;\nWORSE AT NIGHT', decod: 'PRURITUS', body: 'SKIN AND SUBCUTANEOUS TISSUE DISORDERS' },
  { term: 'BP > 180/110 mmHg <TWICE>', decod: 'HYPERTENSION', body: 'VASCULAR DISORDERS' },
  { term: 'FALL', decod: 'FALL', body: 'INJURY, POISONING AND PROCEDURAL COMPLICATIONS' },
] as const;

export const adverseEvents: DemoDomain = {
  name: 'AE',
  label: 'Adverse Events',
  columns: [
    ...SUBJECT_COLUMNS,
    number('AESEQ', 'Sequence Number', 'integer'),
    text('AESPID', 'Sponsor-Defined Identifier', 8),
    text('AETERM', 'Reported Term for the Adverse Event', 200),
    text('AEDECOD', 'Dictionary-Derived Term', 60),
    text('AEBODSYS', 'Body System or Organ Class', 60),
    text('AESEV', 'Severity/Intensity', 10),
    text('AESER', 'Serious Event', 1),
    text('AEREL', 'Causality', 10),
    text('AEOUT', 'Outcome of Adverse Event', 40),
    isoDate('AESTDTC', 'Start Date/Time of Adverse Event'),
    isoDate('AEENDTC', 'End Date/Time of Adverse Event'),
    number('AESTDY', 'Study Day of Start of Adverse Event', 'integer'),
    number('AEENDY', 'Study Day of End of Adverse Event', 'integer'),
  ],
  rowsOf(subject, random) {
    return Array.from({ length: random.integer(0, 7) }, (_, index) => {
      const event = random.pick(EVENTS);
      const startDay = random.integer(subject.firstDoseDay - 10, subject.lastDay);
      const endDay = random.chance(0.4) ? null : startDay + random.integer(0, 30);
      const started = toPartialDate(toIsoDate(startDay), random);
      return [
        ...subjectCells(subject, 'AE'),
        String(index + 1),
        `E${String(index + 1).padStart(2, '0')}`,
        event.term,
        event.decod,
        event.body,
        random.pick(['MILD', 'MODERATE', 'SEVERE']),
        random.chance(0.06) ? 'Y' : 'N',
        random.pick(['NONE', 'REMOTE', 'POSSIBLE', 'PROBABLE']),
        endDay === null ? 'NOT RECOVERED/NOT RESOLVED' : 'RECOVERED/RESOLVED',
        started,
        endDay === null ? '' : toIsoDate(endDay),
        started.length < 10 ? null : toStudyDay(startDay, subject.firstDoseDay),
        endDay === null ? null : toStudyDay(endDay, subject.firstDoseDay),
      ];
    });
  },
};
