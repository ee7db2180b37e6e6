import fc from 'fast-check';

import type { Cell, Column, DataType } from '../../../src/domain/dataset.ts';

export type AnyDataset = { name: string; columns: readonly Column[]; rows: readonly (readonly Cell[])[] };

const digits = (most: number) => fc.stringMatching(/^\d*$/, { maxLength: most });
const whole = fc
  .tuple(fc.constantFrom('', '-'), fc.integer({ min: 1, max: 9 }), digits(14))
  .map((parts) => parts.join(''));
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const moment = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString());
const seconds = moment.map((iso) => iso.slice(0, 19));
const finite = { noNaN: true, noDefaultInfinity: true };
const double = fc.oneof(
  { weight: 3, arbitrary: fc.double({ ...finite, min: -1e70, max: 1e70 }) },
  fc.double(finite),
);

/** What files of text quote or escape, what programs take for something else, and any character at all but NUL. */
const text = fc.oneof(
  fc.constantFrom('', ' ', '  a', '"', ',', '\n', '\r\n', '\\', '\\N', '\\.', '=1+1', '007', '1E5', '.A'),
  fc.constantFrom('<b>&amp;', '_x0041_', 'NULL', '\u0001', 'a\u007f', '\u0085', '\uFFFE', '\u202Ea'),
  fc.string({
    unit: fc.constantFrom('a', '"', ',', '\n', '\t', '<', '&', '\\', ' ', 'é', '漢', '😀', 'ש', "'", ';'),
  }),
  fc.string({ unit: 'binary', maxLength: 12 }).filter((any) => !/[\0\p{Cs}]/u.test(any)),
);

/** Where a double of seconds, as SAS has it, tells milliseconds. */
const fractional = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, -1));
const precise = fc.oneof(seconds, fractional);

/** Cells as PostgreSQL prints them. */
const CELLS: Readonly<Record<DataType, fc.Arbitrary<string>>> = {
  string: text,
  integer: fc.oneof(fc.constant('0'), whole, int64),
  float: double.map((value) => (Object.is(value, -0) ? '-0' : String(value))),
  decimal: fc.oneof(
    fc.tuple(whole, digits(5)).map(([a, b]) => `${a.slice(0, 9)}.${b}1`),
    fc.tuple(whole, digits(30), digits(40)).map(([a, b, c]) => `${a}${b}.${c}1`),
  ),
  boolean: fc.constantFrom('true', 'false'),
  date: moment.map((iso) => iso.slice(0, 10)),
  time: precise.map((iso) => iso.slice(11)),
  datetime: precise,
};

const special = fc.constantFrom('.A', '.M', '.Z', '._');
const toCell = (type: DataType, texts: fc.Arbitrary<string>): fc.Arbitrary<Cell> => {
  if (type === 'string') return fc.option(texts, { freq: 5 });
  return fc.option(fc.oneof({ weight: 9, arbitrary: CELLS[type] }, special), { freq: 5 });
};

const NAMES = ['USUBJID', 'AESEQ', '_X9', 'VISITNUM', 'B', 'AEDECOD', 'Z', 'C7'] as const;
/** Names and labels that older formats do not take. */
const ODD_NAMES = [
  'a name',
  'Größe',
  '"x", y',
  '<b>',
  '1st',
  'A_NAME_OF_MORE_THAN_32_CHARACTERS',
  'AE_LONG1',
  'AE_LONG12',
];
const ODD_LABELS = ['', 'é "漢"', 'x'.repeat(41), 'y'.repeat(257)];

export type Oddity = { odd: boolean; texts?: fc.Arbitrary<string> };

function anyColumns(odd: boolean): fc.Arbitrary<Column[]> {
  const name = fc.constantFrom(...NAMES, ...(odd ? ODD_NAMES : []));
  const label = fc.constantFrom('A label', 'Ä & <b>', ...(odd ? ODD_LABELS : []));
  const type = fc.constantFrom(...(Object.keys(CELLS) as DataType[]));
  return fc.uniqueArray(fc.record({ name, label, type }), {
    selector: (column) => column.name,
    minLength: 1,
    maxLength: 8,
  });
}

/** One or two datasets with columns of any type; `odd` ones have names and labels that not every format takes. */
export function anyDatasets({ odd, texts = text }: Oddity): fc.Arbitrary<AnyDataset[]> {
  const dataset = anyColumns(odd).chain((columns) => {
    const row = fc.tuple(...columns.map(({ type }) => toCell(type, texts)));
    return fc.record({ columns: fc.constant(columns), rows: fc.array<Cell[]>(row, { maxLength: 12 }) });
  });
  return fc
    .array(dataset, { minLength: 1, maxLength: 2 })
    .map((shapes) => shapes.map((shape, index) => ({ name: index === 0 ? 'AE' : 'DM', ...shape })));
}
