import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';

import fc from 'fast-check';

import type { Cell, Column, DataType } from '../../../src/domain/dataset.ts';
import { AppError } from '../../../src/domain/errors.ts';
import { type Format, FORMATS } from '../../../src/domain/reportDefinition.ts';
import { type Rendered, renderOutput } from '../../../src/render/renderOutput.ts';
import { readTables } from '../../support/readBack/readTables.ts';
import type { ReadCell } from '../../support/readBack/table.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { rowSetOf } from './copyCsv.ts';
import { toPlain } from './toPlain.ts';

type Shape = { columns: readonly Column[]; rows: readonly (readonly Cell[])[] };

const RUNS = 100;
/** Files of text have one sign for blank text and for no value; transport files say neither booleans nor trailing blanks. */
const BLANK_IS_NULL: readonly Format[] = ['CSV', 'CSV.GZ', 'PDF', 'XPORT', 'XPORT5'];
const TRANSPORT: readonly Format[] = ['XPORT', 'XPORT5'];

const digits = (most: number) => fc.stringMatching(/^\d*$/, { maxLength: most });
const whole = fc
  .tuple(fc.constantFrom('', '-'), fc.integer({ min: 1, max: 9 }), digits(14))
  .map((parts) => parts.join(''));
const moment = fc
  .date({ min: new Date('1900-03-01'), max: new Date('9999-12-30'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 19));
const double = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e70, max: 1e70 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
/** What files of text quote or escape, what programs take for something else, and any character that people see. */
const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '  a',
    '"',
    ',',
    '\n',
    '\\',
    '\\N',
    '\\.',
    '=1+1',
    '007',
    '1E5',
    '<b>&amp;',
    '_x0041_',
    'NULL',
  ),
  fc.string({
    unit: fc.constantFrom('a', '"', ',', '\n', '\t', '<', '&', '\\', ' ', 'é', '漢', '😀', 'ש', "'", ';'),
  }),
  fc
    .string({ unit: 'binary', maxLength: 12 })
    .filter((any) => !/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u.test(any)),
);

/** Cells as PostgreSQL prints them. */
const CELLS: Readonly<Record<DataType, fc.Arbitrary<string>>> = {
  string: text,
  integer: fc.oneof(fc.constant('0'), whole),
  float: double.map((value) => (Object.is(value, -0) ? '-0' : String(value))),
  decimal: fc
    .tuple(whole, fc.integer({ min: 1, max: 9 }), digits(5))
    .map(([a, b, c]) => `${a.slice(0, 9)}.${b}${c}`),
  boolean: fc.constantFrom('true', 'false'),
  date: moment.map((iso) => iso.slice(0, 10)),
  time: moment.map((iso) => iso.slice(11)),
  datetime: moment,
};

const dataset: fc.Arbitrary<Shape> = fc
  .array(fc.constantFrom(...(Object.keys(CELLS) as DataType[])), { minLength: 1, maxLength: 8 })
  .chain((types) => {
    const columns = types.map((type, index): Column => ({
      name: `C${index}`,
      label: `Label ${index}`,
      type,
    }));
    const row = fc.tuple(...types.map((type) => fc.option(CELLS[type], { freq: 5 })));
    return fc.record({ columns: fc.constant(columns), rows: fc.array<Cell[]>(row, { maxLength: 12 }) });
  });

async function write(format: Format, shape: Shape) {
  const output = renderOutput({
    formats: [format],
    options: RENDER_OPTIONS,
    report: reportOf([rowSetOf(shape)]),
    name: 'x',
    describe: ({ files }: Rendered) => files,
  });
  return { name: output.fileName, dataset: 'AE', content: await buffer(output.content) };
}

/** A cell in the one spelling that it has whatever format it went through. */
function normalise(format: Format, { type }: Column, cell: ReadCell): string {
  const isTransport = TRANSPORT.includes(format);
  if (cell === null || cell === '') return cell === null && !BLANK_IS_NULL.includes(format) ? 'NULL' : '';
  if (isTransport && type === 'boolean') return String(Number(cell === 'true' || Number(cell) === 1));
  if (isTransport && type === 'string') return String(cell).replace(/ +$/, '');
  return toPlain(type, cell);
}

describe('What any format holds', () => {
  for (const format of FORMATS.filter((each) => each !== 'PDF')) {
    it(`comes back from ${format} cell by cell, or is refused by name`, async () => {
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(dataset, async (shape) => {
          const file = await write(format, shape).catch((error: unknown) => {
            assert.ok(error instanceof AppError && error.code === 'FORMAT_CANNOT_HOLD', String(error));
            assert.match(error.details ?? '', /^AE\.C\d, row \d+: /);
            refused += 1;
          });
          if (file === undefined) return;
          const table = (await readTables(format, [file])).get('AE');
          assert.ok(table);
          assert.deepEqual(
            table.columns,
            shape.columns.map(({ name }) => name),
          );
          const normal = (row: readonly ReadCell[]) =>
            shape.columns.map((column, index) => normalise(format, column, row[index] ?? null));
          assert.deepEqual(table.rows.map(normal), shape.rows.map(normal));
        }),
        { numRuns: RUNS },
      );
      assert.ok(refused < RUNS / 2, `${refused} of ${RUNS} were refused`);
    });
  }
});
