import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';

import fc from 'fast-check';

import type { Cell, Column, DataType, InputCell } from '../../../src/domain/dataset.ts';
import type { Format } from '../../../src/domain/reportDefinition.ts';
import { renderOutput } from '../../../src/render/renderOutput.ts';
import { checkDatasetJson } from '../../support/checkDatasetJson.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { rowSetOf } from '../render/copyCsv.ts';
import { readRows, useIntakeFolder } from './intakeFolder.ts';

const digits = (most: number) =>
  fc.tuple(
    fc.constantFrom('', '-'),
    fc.integer({ min: 1, max: 9 }),
    fc.stringMatching(/^\d*$/, { maxLength: most }),
  );
const whole = digits(17).map((parts) => parts.join(''));
const date = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 19));

/** Cells as PostgreSQL prints them. */
const CELLS: Readonly<Record<DataType, fc.Arbitrary<string>>> = {
  string: fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !/[\0\p{Cs}]/u.test(text)),
  integer: whole,
  float: fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((value) => (Object.is(value, -0) ? '-0' : `${value}`)),
  decimal: fc.tuple(whole, digits(40)).map(([integer, [, first, others]]) => `${integer}.${first}${others}`),
  boolean: fc.constantFrom('true', 'false'),
  date: date.map((text) => text.slice(0, 10)),
  time: date.map((text) => text.slice(11)),
  datetime: date,
};

const column = fc.record({
  label: fc.constantFrom('', 'Label "é" \\ 漢'),
  type: fc.constantFrom(...(Object.keys(CELLS) as DataType[])),
});
const dataset = fc.array(column, { minLength: 1, maxLength: 6 }).chain((described) => {
  const columns: Column[] = described.map((each, index) => ({ name: `C${index}`, ...each }));
  const row = fc.tuple(...columns.map(({ type }) => fc.option(CELLS[type], { nil: null })));
  return fc.record({ columns: fc.constant(columns), rows: fc.array<Cell[]>(row, { maxLength: 8 }) });
});

const FILES: readonly [Format, string][] = [
  ['DATASET_JSON', 'x.json'],
  ['NDJSON', 'x.ndjson'],
  ['DSJC', 'x.dsjc'],
];

describe('Dataset-JSON, written and read', () => {
  const { open } = useIntakeFolder();

  for (const [format, name] of FILES) {
    it(`${format} gives back every cell and column of any dataset`, async () => {
      await fc.assert(
        fc.asyncProperty(dataset, async (shape) => {
          const { content } = renderOutput({
            formats: [format],
            options: RENDER_OPTIONS,
            report: reportOf([rowSetOf(shape)]),
            name: 'x',
            describe: () => undefined,
          });
          const bytes = await buffer(content);
          if (format === 'DATASET_JSON') checkDatasetJson(JSON.parse(bytes.toString()));
          const [source] = await open(name, bytes);
          assert.deepEqual(
            source?.columns.map((read) => [read.name, read.label, read.type]),
            shape.columns.map((written) => [written.name, written.label, written.type]),
          );
          const back: InputCell[][] = await readRows(source);
          assert.deepEqual(back, shape.rows);
        }),
        { numRuns: 150 },
      );
    });
  }
});
