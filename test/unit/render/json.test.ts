import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';

import fc from 'fast-check';

import type { Cell, Column } from '../../../src/domain/dataset.ts';
import { type Rendered, renderOutput } from '../../../src/render/renderOutput.ts';
import type { RowSet } from '../../../src/render/rowSet.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { rowSetOf, textColumn } from './copyCsv.ts';

async function render(datasets: readonly RowSet[]) {
  const report = reportOf(datasets);
  const output = renderOutput({
    formats: ['JSON'],
    options: RENDER_OPTIONS,
    report,
    name: 'x',
    describe: ({ files }: Rendered) => files,
  });
  const text = (await buffer(output.content)).toString();
  return { text, report, output, file: output.summarize().manifest[0] };
}

const DM = {
  name: 'DM',
  columns: [
    textColumn('USUBJID', 'Subject'),
    { name: 'AGE', label: '', type: 'integer' },
    { name: 'ADT', label: '', type: 'date', displayFormat: 'DATE9.' },
    { name: 'FL', label: '', type: 'boolean' },
  ] satisfies Column[],
  rows: [
    ['01', '63', '2014-03-05', 'true'],
    ['', null, null, 'false'],
  ],
};

describe('JSON', () => {
  it('is one object with the heading and every dataset, its rows as objects', async () => {
    const { text, report, output } = await render([rowSetOf(DM), rowSetOf({ ...DM, name: 'DS', rows: [] })]);
    const columns = [
      { name: 'USUBJID', label: 'Subject', type: 'string' },
      { name: 'AGE', label: '', type: 'integer' },
      { name: 'ADT', label: '', type: 'date', displayFormat: 'DATE9.' },
      { name: 'FL', label: '', type: 'boolean' },
    ];
    assert.deepEqual(JSON.parse(text), {
      report: report.heading,
      datasets: [
        {
          ...{ name: 'DM', label: '', rowCount: 2, columns },
          rows: [
            { USUBJID: '01', AGE: 63, ADT: '2014-03-05', FL: true },
            { USUBJID: '', AGE: null, ADT: null, FL: false },
          ],
        },
        { name: 'DS', label: '', rowCount: 0, columns, rows: [] },
      ],
    });
    assert.deepEqual([output.fileName, output.mediaType], ['x.json', 'application/json']);
    assert.equal(output.summarize().recordCount, 2);
  });

  it('is an object without datasets, too', async () => {
    assert.deepEqual((JSON.parse((await render([])).text) as { datasets: unknown }).datasets, []);
  });

  it('writes special missing values as null and says so', async () => {
    const { text, file } = await render([rowSetOf({ ...DM, rows: [['.A', '.B', null, null]] })]);
    const { datasets } = JSON.parse(text) as { datasets: { rows: unknown[] }[] };
    assert.deepEqual(datasets[0]?.rows, [{ USUBJID: '.A', AGE: null, ADT: null, FL: null }]);
    assert.deepEqual(file?.notes, ['DM.AGE: special missing values are null.']);
  });

  for (const [digits, type, json] of [
    ['9007199254740991', 'integer', '9007199254740991'],
    ['9007199254740993', 'integer', '"9007199254740993"'],
    ['-9223372036854775808', 'integer', '"-9223372036854775808"'],
    ['5e-324', 'float', '5e-324'],
    ['1.7976931348623157e+308', 'float', '1.7976931348623157e+308'],
    ['-0', 'float', '-0'],
    ['NaN', 'float', '"NaN"'],
    ['-Infinity', 'float', '"-Infinity"'],
    ['1.50', 'decimal', '1.50'],
    ['123456789012345.000', 'decimal', '123456789012345.000'],
    ['0.1234567890123456', 'decimal', '"0.1234567890123456"'],
    ['NaN', 'decimal', '"NaN"'],
  ] as const) {
    it(`writes the ${type} ${digits} as ${json}`, async () => {
      const columns: Column[] = [{ name: 'N', label: '', type }, textColumn('T')];
      const { text } = await render([rowSetOf({ columns, rows: [[digits, 'x']] })]);
      assert.ok(text.includes(`\n{"N":${json},"T":"x"}\n`), text);
    });
  }

  it('gives back every generated table', async () => {
    const cell = fc.option(fc.string({ unit: 'binary', maxLength: 10 }), { nil: null });
    const table = fc
      .uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), {
        minLength: 1,
        maxLength: 4,
      })
      .chain((names) =>
        fc.record({
          names: fc.constant(names),
          rows: fc.array(fc.array<Cell>(cell, { minLength: names.length, maxLength: names.length })),
        }),
      );
    await fc.assert(
      fc.asyncProperty(table, async ({ names, rows }) => {
        const { text } = await render([rowSetOf({ columns: names.map((name) => textColumn(name)), rows })]);
        const { datasets } = JSON.parse(text) as { datasets: { rows: Record<string, unknown>[] }[] };
        const back = datasets[0]?.rows.map((row) =>
          names.map((name) => new Map(Object.entries(row)).get(name)),
        );
        assert.deepEqual(back, rows);
      }),
      { numRuns: 100 },
    );
  });
});
