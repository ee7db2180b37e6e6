import { toIsoDate, toStudyDay } from '../calendar.ts';
import { isoDate, number, SUBJECT_COLUMNS, text, VISIT_COLUMNS } from '../column.ts';
import type { DemoDomain } from '../demoDomain.ts';
import { subjectCells } from '../demoDomain.ts';

const TESTS = [
  { code: 'SYSBP', name: 'Systolic Blood Pressure', unit: 'mmHg', middle: 128, spread: 14, digits: 0 },
  { code: 'DIABP', name: 'Diastolic Blood Pressure', unit: 'mmHg', middle: 79, spread: 9, digits: 0 },
  { code: 'PULSE', name: 'Pulse Rate', unit: 'BEATS/MIN', middle: 71, spread: 9, digits: 0 },
  { code: 'TEMP', name: 'Temperature', unit: 'C', middle: 36.7, spread: 0.3, digits: 1 },
  { code: 'WEIGHT', name: 'Weight', unit: 'kg', middle: 74, spread: 12, digits: 2 },
];

export const vitalSigns: DemoDomain = {
  name: 'VS',
  label: 'Vital Signs',
  columns: [
    ...SUBJECT_COLUMNS,
    number('VSSEQ', 'Sequence Number', 'integer'),
    text('VSTESTCD', 'Vital Signs Test Short Name', 8),
    text('VSTEST', 'Vital Signs Test Name', 40),
    text('VSPOS', 'Vital Signs Position of Subject', 10),
    text('VSORRES', 'Result or Finding in Original Units', 20),
    text('VSORRESU', 'Original Units', 10),
    number('VSSTRESN', 'Numeric Result/Finding in Standard Units'),
    text('VSSTAT', 'Completion Status', 8),
    ...VISIT_COLUMNS,
    isoDate('VSDTC', 'Date/Time of Measurements'),
    number('VSDY', 'Study Day of Vital Signs', 'integer'),
  ],
  rowsOf(subject, random) {
    let sequence = 0;
    return subject.visits.flatMap((visit) =>
      TESTS.map((test) => {
        const done = !random.chance(0.04);
        const result = random.around(test.middle, test.spread).toFixed(test.digits);
        return [
          ...subjectCells(subject, 'VS'),
          String(++sequence),
          test.code,
          test.name,
          random.pick(['SUPINE', 'STANDING', '']),
          done ? result : '',
          done ? test.unit : '',
          done ? String(Number(result)) : null,
          done ? '' : 'NOT DONE',
          visit.number,
          visit.name,
          toIsoDate(visit.day),
          toStudyDay(visit.day, subject.firstDoseDay),
        ];
      }),
    );
  },
};
