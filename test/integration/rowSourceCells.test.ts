import assert from 'node:assert/strict';

import pg from 'pg';

import type { Column, DataType } from '../../src/domain/dataset.ts';
import { createRowEncoder } from '../../src/render/csv/createRowEncoder.ts';
import { text } from './importFixture.ts';
import { extract, field, listing, spec, useRowSource } from './rowSourceFixture.ts';

const typed = (type: DataType): Column => ({ name: type, label: '', type });
const TYPED = (['integer', 'float', 'decimal', 'boolean', 'date', 'time', 'datetime'] as const).map(typed);

const TEXTS = [
  ...[
    '',
    ' ',
    ',',
    '"',
    '"quoted"',
    "it's",
    '\\',
    '\\.',
    '\\N',
    '\\n',
    '\\\\',
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\v',
  ],
  ...[
    'a\tb\nc\r\\d"e,f',
    '007',
    'NULL',
    '😀',
    '\u{10FFFF}',
    'שלום',
    '\u202Eevil\u202C',
    'e\u0301',
    '\uFEFF',
    '\u0001',
  ],
];

describe('cells', () => {
  const source = useRowSource(
    {
      name: 'TYPED',
      columns: TYPED,
      rows: [
        ['-9007199254740993', '0.1', '-0.50', 'true', '2014-03-05', '10:30:00', '2014-03-05T10:30:00'],
        ['0', '9.299999999999999', '1E+2', 'false', '0999-01-01', '00:00:00.25', '2014-03-05T10:30:15.500'],
        ['1', '1e-300', '123456789012345678901234567890.123456789012345678901', null, null, null, null],
        [{ special: 'A' }, { special: '_' }, null, null, { special: 'Z' }, null, { special: 'B' }],
      ],
    },
    {
      name: 'TEXTS',
      columns: [text('A'), text('B'), text('C')],
      rows: TEXTS.map((cell) => [cell, null, `${cell}x`]),
    },
  );
  const only = (name: string) =>
    [extract([field('DOMAIN', 'list', { filters: 'dataset' })]), spec('DOMAIN', 'list', name)] as const;

  it('print numbers as they are stored, times in ISO 8601, truth in words, and nothing for what is missing', async () => {
    assert.deepEqual(await source.readOne(...only('TYPED')), [
      ['-9007199254740993', '0.1', '-0.50', 'true', '2014-03-05', '10:30:00', '2014-03-05T10:30:00'],
      ['0', '9.299999999999999', '100', 'false', '0999-01-01', '00:00:00.25', '2014-03-05T10:30:15.5'],
      ['1', '1e-300', '123456789012345678901234567890.123456789012345678901', null, null, null, null],
      [null, null, null, null, null, null, null],
    ]);
  });

  it('tell before they are read in which columns special missing values stand, of the rows that are chosen', async () => {
    const missingIn = async (...ordered: Parameters<typeof source.open>) => {
      const snapshot = await source.open(...ordered);
      try {
        return snapshot.datasets.map(({ specialMissing }) => specialMissing);
      } finally {
        await snapshot.close();
      }
    };
    const check = async () => {
      assert.deepEqual(await missingIn(...only('TYPED')), [[0, 1, 4, 6]]);
      assert.deepEqual(await missingIn(...only('TEXTS')), [[]]);
      const some = extract([field('integer', 'number')]);
      assert.deepEqual(await missingIn(some, spec('integer', 'number', 1)), [[], []]);
    };
    await check();
    // As imports before version 10 of the schema left it.
    const owner = new pg.Client({ connectionString: source.database().ownerUrl });
    await owner.connect();
    await owner.query('update clinical.dataset_column set special_missing = null');
    await owner.end();
    await check();
  });

  it('keep every character of a text', async () => {
    const rows = await source.readOne(...only('TEXTS'));
    assert.deepEqual(
      rows.map(([a, b, c]) => [a, b, c]),
      TEXTS.map((cell) => [cell, null, `${cell}x`]),
    );
  });

  for (const distinguishNull of [false, true]) {
    it(`come encoded as the CSV renderer encodes them, NULL ${distinguishNull ? '' : 'not '}told from the empty text`, async () => {
      const encode = createRowEncoder({ lineEnd: 'LF', distinguishNull });
      for (const name of ['TEXTS', 'TYPED']) {
        const [definition, chosen] = only(name);
        const rows = await source.readOne(definition, chosen);
        const csv = await source.readCsv(definition, { distinguishNull, specs: [chosen] });
        assert.equal(csv, rows.map(encode).join(''));
      }
    });
  }

  it('of a SQL report over text are empty where a number, a date or a truth is empty text', async () => {
    const definition = listing({
      statement: `select '' as n, '' as d, '' as b, '' as t`,
      columns: [
        { name: 'N', label: '', type: 'float' },
        { name: 'D', label: '', type: 'datetime' },
        { name: 'B', label: '', type: 'boolean' },
        { name: 'T', label: '', type: 'string' },
      ],
    });
    assert.equal(await source.readCsv(definition), ',,,\n');
    assert.equal(await source.readCsv(definition, { distinguishNull: true }), ',,,""\n');
  });
});
