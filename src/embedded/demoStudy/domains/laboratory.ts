import { toIsoDate, toStudyDay } from '../calendar.ts';
import { number, SUBJECT_COLUMNS, text, VISIT_COLUMNS } from '../column.ts';
import type { DemoDomain } from '../demoDomain.ts';
import { subjectCells } from '../demoDomain.ts';
import type { Random } from '../random.ts';

const TESTS = [
  { code: 'ALT', name: 'Alanine Aminotransferase', unit: 'U/L', low: 5, high: 40, digits: 0 },
  { code: 'BILI', name: 'Bilirubin', unit: 'µmol/L', low: 3, high: 21, digits: 2 },
  { code: 'BASEXS', name: 'Base Excess', unit: 'mmol/L', low: -3, high: 3, digits: 1 },
  { code: 'CREAT', name: 'Creatinine', unit: 'µmol/L', low: 62, high: 115, digits: 2 },
  { code: 'GLUC', name: 'Glucose', unit: 'mmol/L', low: 3.9, high: 6.9, digits: 3 },
  { code: 'HGB', name: 'Hemoglobin', unit: 'g/L', low: 120, high: 170, digits: 0 },
  { code: 'K', name: 'Potassium', unit: 'mmol/L', low: 3.5, high: 5.1, digits: 1 },
  { code: 'TSH', name: 'Thyrotropin', unit: 'mIU/L', low: 0.27, high: 4.2, digits: 4 },
];
type Test = (typeof TESTS)[number];

export const laboratory: DemoDomain = {
  name: 'LB',
  label: 'Laboratory Test Results',
  columns: [
    ...SUBJECT_COLUMNS,
    number('LBSEQ', 'Sequence Number', 'integer'),
    text('LBREFID', 'Specimen ID', 12),
    text('LBTESTCD', 'Lab Test or Examination Short Name', 8),
    text('LBTEST', 'Lab Test or Examination Name', 40),
    text('LBORRES', 'Result or Finding in Original Units', 20),
    text('LBORRESU', 'Original Units', 12),
    number('LBORNRLO', 'Reference Range Lower Limit-Orig Unit'),
    number('LBORNRHI', 'Reference Range Upper Limit-Orig Unit'),
    number('LBSTRESN', 'Numeric Result/Finding in Standard Units'),
    text('LBNRIND', 'Reference Range Indicator', 8),
    ...VISIT_COLUMNS,
    text('LBDTC', 'Date/Time of Specimen Collection', 16, { logicalType: 'datetime' }),
    number('LBDY', 'Study Day of Specimen Collection', 'integer'),
  ],
  rowsOf(subject, random) {
    let sequence = 0;
    return subject.visits.flatMap((visit) => {
      const specimen = String(random.integer(0, 99_999_999)).padStart(10, '0');
      const time = `T0${random.integer(7, 9)}:${random.integer(10, 59)}`;
      return TESTS.map((test) => [
        ...subjectCells(subject, 'LB'),
        String(++sequence),
        specimen,
        test.code,
        test.name,
        ...resultCells(test, random),
        visit.number,
        visit.name,
        `${toIsoDate(visit.day)}${time}`,
        toStudyDay(visit.day, subject.firstDoseDay),
      ]);
    });
  },
};

/** From LBORRES to LBNRIND; some results are below what the method can tell and are no number. */
function resultCells(test: Test, random: Random) {
  const range = [String(test.low), String(test.high)];
  if (random.chance(0.03)) return [`<${test.low}`, test.unit, ...range, null, 'LOW'];
  const result = random.around((test.low + test.high) / 2, (test.high - test.low) / 3).toFixed(test.digits);
  const value = Number(result);
  const indicator = value < test.low ? 'LOW' : value > test.high ? 'HIGH' : 'NORMAL';
  return [result, test.unit, ...range, String(value), indicator];
}
