import type { Column, DatasetSource, InputCell } from '../../domain/dataset.ts';
import { toIsoDate } from './calendar.ts';
import { number, text } from './column.ts';
import { generatedDataset } from './generatedDataset.ts';
import type { Random } from './random.ts';
import { createRandom } from './random.ts';

const SUBJECTS = 10_000;
const WORDS = [
  'no change',
  'patient said "fine"',
  'taken with food, twice',
  'a < b && c > d',
  'Übelkeit am Morgen',
] as const;
const CITIES = ['Hà Nội', 'Thừa Thiên Huế', 'Zürich', '大阪市北区', 'Αθήνα', 'Boston, MA', '서울'] as const;

/** 8 numeric, 9 text, date, timestamp and boolean columns. */
const COLUMNS: readonly Column[] = [
  text('USUBJID', 'Unique Subject Identifier', 20),
  number('ROWNUM', 'Row Number', 'integer'),
  text('SITEID', 'Study Site Identifier', 3),
  number('VISITNUM', 'Visit Number'),
  text('VISIT', 'Visit Name', 20),
  text('TESTCD', 'Test Short Name', 8),
  number('RESULT', 'Numeric Result'),
  text('UNIT', 'Unit', 10),
  number('LOW', 'Lower Limit'),
  number('HIGH', 'Upper Limit'),
  text('STATUS', 'Status', 12),
  text('CITY', 'City', 20),
  number('DAYS', 'Study Day', 'integer'),
  text('REMARK', 'Remark', 80),
  text('CODE', 'Code with Leading Zeros', 10),
  number('DOSE', 'Dose'),
  number('RATIO', 'Ratio'),
  { name: 'TAKEN', label: 'Date Taken', type: 'date' },
  { name: 'ENTERED', label: 'Entered at', type: 'datetime' },
  { name: 'VERIFIED', label: 'Source Verified', type: 'boolean' },
];

/** The USUBJID of subject `index` (0 to 9,999) of a measuring dataset; every subject has one row in ten thousand. */
export function measuringSubject(index: number): string {
  return `MEASURE-${String(index % SUBJECTS).padStart(6, '0')}`;
}

/** A dataset of any size with mixed cells: nulls (2 to 40 % where there are any), quotes, commas, markup, other scripts. */
export function createMeasuringDataset(options: {
  name: string;
  rows: number;
  seed?: number;
}): DatasetSource {
  const { name, rows, seed = 1 } = options;
  return generatedDataset({
    name,
    label: 'Measuring',
    columns: COLUMNS,
    parameters: { seed, rows },
    *rows() {
      const random = createRandom(`${seed}/${name}`);
      for (let index = 0; index < rows; index++) yield createRow(index, random);
    },
  });
}

function createRow(index: number, random: Random): readonly InputCell[] {
  const orNull = (missing: number, cell: string) => (random.chance(missing) ? null : cell);
  const visit = random.integer(1, 12);
  const day = random.integer(0, 1400);
  return [
    measuringSubject(index),
    String(index + 1),
    String(random.integer(1, 180)).padStart(3, '0'),
    orNull(0.02, visit % 5 === 0 ? `${visit}.1` : String(visit)),
    `WEEK ${visit * 2}`,
    random.pick(['ALT', 'BILI', 'CREAT', 'GLUC', 'SYSBP', 'WEIGHT']),
    orNull(0.1, random.around(40, 80).toFixed(3)),
    random.pick(['mmol/L', 'µmol/L', 'U/L', '']),
    String(random.integer(0, 40)),
    String(random.integer(41, 400)),
    random.pick(['DONE', 'NOT DONE', '']),
    orNull(0.05, random.pick(CITIES)),
    String(random.integer(-30, 900)),
    orNull(0.4, `${random.pick(WORDS)} ${random.pick(WORDS)} ${random.integer(1, 1_000_000)}`),
    String(random.integer(0, 99_999_999)).padStart(10, '0'),
    orNull(0.2, (random.integer(1, 800) / 4).toString()),
    random.fraction().toFixed(9),
    orNull(0.05, toIsoDate(day)),
    orNull(
      0.02,
      `${toIsoDate(day + 1)}T1${random.integer(0, 9)}:${random.integer(10, 59)}:${random.integer(10, 59)}`,
    ),
    orNull(0.1, String(random.chance(0.5))),
  ];
}
