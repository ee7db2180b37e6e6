import assert from 'node:assert/strict';

import type { Column, DataType, InputCell } from '../../src/domain/dataset.ts';
import type { FieldValue } from '../../src/domain/fieldSpec.ts';
import type { FieldType } from '../../src/domain/fieldType.ts';
import { text } from './importFixture.ts';
import { extract, field, listing, spec, useRowSource } from './rowSourceFixture.ts';

/** Cells of one column, a row each; the column is named after its type. */
const CELLS: Readonly<Record<DataType, readonly InputCell[]>> = {
  string: [
    ...['', null, 'a', 'A', ' 7 ', '7.0', '-1.5', '1e3', 'Y', 'no', 'true', '20140305', '2014'],
    ...['2014-03', '2014-03-05', '2014-03-05T10:30', '2014-03-05T10:30:15.5', '2013---15', '--03-05'],
  ],
  integer: ['0', '7', '-1', null, '2014'],
  float: ['9.299999999999999', '9.3', '9.31', '0', null, '1e+300'],
  decimal: ['0.000', '7.50', '12345678901234567890.123456789', null],
  boolean: ['true', 'false', null],
  date: ['2014-03-05', '2014-12-31', null],
  time: ['10:30:00', '00:00:00', null],
  datetime: ['2014-03-05T10:30:00', '2014-03-05T10:30:15.5', null],
};
const TYPES = Object.keys(CELLS) as DataType[];

type Ask = { type: FieldType; values: readonly FieldValue[]; on: DataType; found: readonly InputCell[] };
const ask = (type: FieldType, values: readonly FieldValue[], on: DataType, ...found: InputCell[]): Ask => ({
  ...{ type, values, on, found },
});

const ASKS: readonly Ask[] = [
  ask('list', ['a', 'Y', 'b'], 'string', 'a', 'Y'),
  ask('list', ['7', '-1.0'], 'integer', '7', '-1'),
  ask('list', ['9.3', 'x'], 'float', '9.299999999999999', '9.3'),
  ask('list', ['7.5', '12345678901234567890.123456789'], 'decimal', '7.50', '12345678901234567890.123456789'),
  ask('list', ['true'], 'boolean', 'true'),
  ask('list', ['2014-03-05', '2014-12'], 'date', '2014-03-05'),
  ask('list', ['10:30:00'], 'time', '10:30:00'),
  ask('list', ['2014-03-05T10:30:15.5', '2014-03-05'], 'datetime', '2014-03-05T10:30:15.5'),

  ask('string', ['A'], 'string', 'A'),
  ask('string', [''], 'string', '', null),
  ask('string', ['', 'a'], 'string', '', null, 'a'),
  ask('string', [''], 'integer'),
  ask('string', ['7'], 'integer', '7'),
  ask('string', ['seven'], 'decimal'),
  ask('string', [''], 'boolean'),
  ask('string', ['false'], 'boolean', 'false'),

  ask('number', [7], 'string', ' 7 ', '7.0'),
  ask('number', ['-2', '7'], 'string', ' 7 ', '7.0', '-1.5'),
  ask('number', ['1000', ''], 'string', '1e3', '20140305', '2014'),
  ask('number', ['', 0], 'integer', '0', '-1'),
  ask('number', [7, 2014], 'integer', '7', '2014'),
  ask('number', ['9.3'], 'float', '9.299999999999999', '9.3'),
  ask('number', ['9.3', '9.305'], 'float', '9.299999999999999', '9.3'),
  ask('number', ['9.301', ''], 'float', '9.31', '1e+300'),
  ask('number', ['', '1e999'], 'float', '9.299999999999999', '9.3', '9.31', '0', '1e+300'),
  ask('number', ['1e999'], 'float'),
  ask('number', ['1e999', ''], 'decimal'),
  ask('number', ['0'], 'decimal', '0.000'),
  ask('number', [1], 'boolean'),
  ask('number', [2014], 'date'),
  ask('number', [10], 'time'),
  ask('number', [2014], 'datetime'),

  ask(
    'date',
    ['2014-03-05'],
    'string',
    ...['2014', '2014-03', '2014-03-05', '2014-03-05T10:30', '2014-03-05T10:30:15.5'],
  ),
  ask('date', ['2014-02'], 'string', '2014'),
  ask('date', ['2013-05'], 'string', '2013---15'),
  ask('date', ['2014-03-06', ''], 'string', ...['2014', '2014-03']),
  ask('date', ['', '2013'], 'string', '2013---15'),
  ask(
    'date-time',
    ['2014-03-05T10:30:16', '2014-03-05T11'],
    'string',
    '2014',
    '2014-03',
    '2014-03-05',
    '2014-03-05T10:30',
  ),
  ask(
    'date-time',
    ['2014-03-05T10:30:15Z'],
    'string',
    '2014',
    '2014-03',
    '2014-03-05',
    '2014-03-05T10:30',
    '2014-03-05T10:30:15.5',
  ),
  ask('date-time', ['2014-03-05T10:30:15.5'], 'datetime', '2014-03-05T10:30:15.5'),
  ask('date-time', ['2014-03-05T10:30:01', ''], 'datetime', '2014-03-05T10:30:15.5'),
  ask('date', ['', '2014-03-05'], 'datetime', '2014-03-05T10:30:00', '2014-03-05T10:30:15.5'),
  ask('date', ['2014-03'], 'date', '2014-03-05'),
  ask('date', ['2014-04', '2014-12-31'], 'date', '2014-12-31'),
  ask('date', ['2014'], 'integer', '2014'),
  ask('date', ['2014'], 'decimal'),
  ask('date', ['2014'], 'boolean'),
  ask('date-time', ['2014'], 'time'),

  ask('boolean', [true], 'boolean', 'true'),
  ask('boolean', ['false'], 'boolean', 'false'),
  ask('boolean', [true], 'integer', '7', '-1', '2014'),
  ask('boolean', [false], 'float', '0'),
  ask('boolean', [false], 'decimal', '0.000'),
  ask('boolean', [true], 'string', 'Y', 'true'),
  ask('boolean', [false], 'string', 'no'),
  ask('boolean', [true], 'date'),
  ask('boolean', [false], 'time'),
  ask('boolean', [true], 'datetime'),
];

describe('field filters', () => {
  const source = useRowSource(
    ...TYPES.map((type) => ({
      name: type.toUpperCase(),
      columns: [{ name: 'X', label: '', type } satisfies Column],
      rows: CELLS[type].map((cell) => [cell]),
    })),
    { name: 'EMPTY', columns: [text('Y')], rows: [['a']] },
  );
  const dataset = field('DOMAIN', 'list', { filters: 'dataset' });

  for (const { type, values, on, found } of ASKS) {
    it(`of type ${type} ${JSON.stringify(values)} on ${on} keep ${JSON.stringify(found)}`, async () => {
      const definition = extract([dataset, field('X', type)]);
      const rows = await source.readOne(definition, spec('DOMAIN', 'list', on), spec('X', type, ...values));
      assert.deepEqual(rows.flat(), found);
    });

    it(`of type ${type} ${JSON.stringify(values)} on ${on} keep the same of a SQL report over text`, async () => {
      const rows = await source.readOne(
        listing(
          {
            datasets: { t: on.toUpperCase() },
            // What the same cells are in a CSV import.
            statement: `select ${on === 'datetime' ? `replace(x::text, ' ', 'T')` : 'x::text'} as x, "n" from
              (select x, row_number() over () as n from t) q`,
            columns: [
              { name: 'X', label: '', type: on },
              { name: 'N', label: '', type: 'integer' },
            ],
            orderBy: [{ column: 'N', descending: false }],
          },
          [field('X', type)],
        ),
        spec('X', type, ...values),
      );
      assert.deepEqual(
        rows.map(([cell]) => cell),
        found,
      );
    });
  }

  it('read a list as a range of numbers where a number is asked for', async () => {
    const definition = extract([dataset, field('X', 'list')]);
    const range = (on: DataType) =>
      source.readOne(definition, spec('DOMAIN', 'list', on), spec('X', 'number', 3, 9));
    assert.deepEqual((await range('integer')).flat(), ['7']);
    assert.deepEqual((await range('string')).flat(), [' 7 ', '7.0']);
  });

  it('keep everything where they ask for nothing', async () => {
    const definition = extract([dataset, field('X', 'list'), field('Z', 'date')]);
    const rows = await source.readOne(
      definition,
      spec('DOMAIN', 'list', 'INTEGER'),
      spec('X', 'list'),
      spec('Z', 'date', '', ''),
    );
    assert.equal(rows.length, CELLS.integer.length);
  });

  it('keep no row of a dataset that lacks the column', async () => {
    const rows = await source.readOne(
      extract([dataset, field('X', 'list')]),
      spec('DOMAIN', 'list', 'EMPTY'),
      spec('X', 'list', 'a'),
    );
    assert.deepEqual(rows, []);
  });
});
