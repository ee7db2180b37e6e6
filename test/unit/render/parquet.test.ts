import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';

import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

import type { Cell, Column, DataType } from '../../../src/domain/dataset.ts';
import { parseNumber } from '../../../src/render/parquet/parseCell.ts';
import { parseDate } from '../../../src/render/parquet/parseClock.ts';
import { textMoments } from '../../../src/render/parquet/textValues.ts';
import { type Rendered, renderOutput } from '../../../src/render/renderOutput.ts';
import { readParquet } from '../../support/readBack/readParquet.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { rowSetOf, textColumn } from './copyCsv.ts';

type Shape = { columns: readonly Column[]; rows: readonly (readonly Cell[])[] };

const column = (name: string, type: DataType): Column => ({ name, label: `Label of ${name}`, type });

async function render(shape: Shape) {
  const output = renderOutput({
    formats: ['PARQUET'],
    options: RENDER_OPTIONS,
    report: reportOf([rowSetOf(shape)]),
    name: 'x',
    describe: ({ files }: Rendered) => files,
  });
  const bytes = await buffer(output.content);
  const file = new Uint8Array(bytes).buffer;
  return { output, bytes, file };
}

/** By a reader that nobody here wrote; cells in the columns' order. */
async function readBack(shape: Shape): Promise<unknown[][]> {
  const { file } = await render(shape);
  const rows = await parquetReadObjects({ file, compressors });
  return rows.map((row) => shape.columns.map(({ name }): unknown => row[name]));
}

async function readOne(type: DataType, cells: readonly Cell[]): Promise<unknown[]> {
  const rows = await readBack(oneOf(type, cells));
  return rows.flat();
}

const oneOf = (type: DataType, cells: readonly Cell[]): Shape => ({
  columns: [column('C', type)],
  rows: cells.map((cell) => [cell]),
});

describe('Parquet', () => {
  it('gives back every type, NULL beside empty text', async () => {
    const utc = (text: string) => new Date(text);
    assert.deepEqual(await readOne('string', ['', null, 'a\u0000b', '😀 צהבת', 'x'.repeat(32_767)]), [
      '',
      null,
      'a\u0000b',
      '😀 צהבת',
      'x'.repeat(32_767),
    ]);
    assert.deepEqual(
      await readOne('integer', ['0', '-1', null, '9223372036854775807', '-9223372036854775808']),
      [0n, -1n, null, 2n ** 63n - 1n, -(2n ** 63n)],
    );
    assert.deepEqual(
      await readOne('float', ['0.1', '-0', null, '5e-324', '1.7976931348623157e+308', 'NaN', '-Infinity']),
      [0.1, -0, null, 5e-324, Number.MAX_VALUE, NaN, -Infinity],
    );
    assert.deepEqual(await readOne('boolean', ['true', null, 'false', 'true']), [true, null, false, true]);
    assert.deepEqual(await readOne('date', ['1969-12-31', null, '2024-02-29']), [
      utc('1969-12-31'),
      null,
      utc('2024-02-29'),
    ]);
    assert.deepEqual(await readOne('time', ['00:00:00', '23:59:59.000001']), [0n, 86_399_000_001n]);
    assert.deepEqual(await readOne('datetime', ['1959-12-31T23:59:59', null, '2014-03-05T10:30:15.5']), [
      utc('1959-12-31T23:59:59Z'),
      null,
      utc('2014-03-05T10:30:15.5Z'),
    ]);
  });

  const NINES = '9'.repeat(38);
  const DECIMALS: Readonly<Record<string, readonly [cells: Cell[], type: string, read: unknown[]]>> = {
    'two digits': [['-1.5', null, '0'], 'INT64 DECIMAL(18,1)', ['-1.5', null, '0.0']],
    'one scale for all': [['1.50', '2', '-0.001'], 'INT64 DECIMAL(18,3)', ['1.500', '2.000', '-0.001']],
    'no digit before the point': [[`0.${NINES}`], 'FIXED_LEN_BYTE_ARRAY DECIMAL(38,38)', [`0.${NINES}`]],
    '18 digits': [
      ['999999999999999.999', '-999999999999999.999', '-900719925474099'],
      'INT64 DECIMAL(18,3)',
      ['999999999999999.999', '-999999999999999.999', '-900719925474099.000'],
    ],
    '19 digits': [
      ['1', '-1', '-4294967296.5', '999999999999999999'],
      'FIXED_LEN_BYTE_ARRAY DECIMAL(38,1)',
      ['1.0', '-1.0', '-4294967296.5', '999999999999999999.0'],
    ],
    '38 digits': [
      [NINES, `-${NINES}`, '0', '-9007199254740993'],
      'FIXED_LEN_BYTE_ARRAY DECIMAL(38,0)',
      [NINES, `-${NINES}`, '0', '-9007199254740993'],
    ],
    'what PostgreSQL would read': [
      [' +05.20 ', '1e-05', '2E3', '.5', '5.'],
      'INT64 DECIMAL(18,5)',
      ['5.20000', '0.00001', '2000.00000', '0.50000', '5.00000'],
    ],
    'no values': [[null], 'INT64 DECIMAL(18,0)', [null]],
  };
  for (const [what, [cells, type, expected]] of Object.entries(DECIMALS)) {
    it(`holds decimal numbers as such: ${what}`, async () => {
      const { output, bytes, file } = await render(oneOf('decimal', cells));
      const [read] = await readParquet({ name: '', dataset: null, content: bytes });
      assert.deepEqual(read?.rows.flat(), expected);
      const { type: physical, converted_type, precision, scale } = parquetMetadata(file).schema[1] ?? {};
      assert.equal(`${physical} ${converted_type}(${precision},${scale})`, type);
      assert.deepEqual(output.summarize().manifest[0]?.notes, []);
    });
  }

  for (const cell of [
    `${NINES}.1`,
    `0.0${NINES}`,
    '1e38',
    'NaN',
    '-Infinity',
    '.',
    '-',
    '1.2.3',
    '<5',
    '1e',
  ]) {
    it(`keeps a column of decimal numbers with ${cell} as text, and says so`, async () => {
      const { output, bytes } = await render(oneOf('decimal', ['1.50', cell, null]));
      const [read] = await readParquet({ name: '', dataset: null, content: bytes });
      assert.deepEqual(read?.rows.flat(), ['1.50', cell, null]);
      assert.match(
        output.summarize().manifest[0]?.notes[0] ?? '',
        /^AE\.C: decimal numbers are written as text/,
      );
    });
  }

  it('takes the digits that the source knows, without reading a column beforehand', async () => {
    const known = { ...column('C', 'decimal'), digits: { before: 3, behind: 2 } };
    const { bytes } = await render({ columns: [known], rows: [['1.5']] });
    const [read] = await readParquet({ name: '', dataset: null, content: bytes });
    assert.deepEqual(read?.rows, [['1.50']]);
  });

  it('refuses a decimal number that has more digits than the source says', async () => {
    const known = { ...column('C', 'decimal'), digits: { before: 3, behind: 2 } };
    for (const cell of ['1.125', '1e18', 'NaN']) {
      await assert.rejects(render({ columns: [known], rows: [['1.25'], [cell]] }), {
        code: 'FORMAT_CANNOT_HOLD',
        details: 'AE.C, row 2: a decimal that Parquet does not hold.',
      });
    }
  });

  it('gives back texts of few and of many different values, in several row groups', async () => {
    const rows = Array.from({ length: 123_500 }, (_, row): Cell[] => [
      row % 7 === 0 ? null : `site ${row % 5}`,
      `subject ${row}`,
      row % 2 === 0 ? 'true' : 'false',
    ]);
    const columns = [textColumn('SITE'), textColumn('SUBJECT'), column('DONE', 'boolean')];
    const { file } = await render({ columns, rows });
    assert.ok(parquetMetadata(file).row_groups.length > 1);
    const read: Record<string, unknown>[] = await parquetReadObjects({ file, compressors });
    assert.equal(read.length, rows.length);
    assert.deepEqual(
      read.map((row) => [row['SITE'], row['SUBJECT'], String(row['DONE'])]),
      rows,
    );
  }).timeout(120_000);

  it('gives back whatever a table holds', async () => {
    const cell = fc.option(fc.string({ unit: 'grapheme' }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, fc.option(fc.double()))), async (table) => {
        const rows = table.map(([first, second, number]) => [
          first,
          second,
          number === null ? null : toText(number),
        ]);
        const columns = [textColumn('A'), textColumn('B'), column('N', 'float')];
        assert.deepEqual(await readBack({ columns, rows }), table);
      }),
      { numRuns: 50 },
    );
  }).timeout(60_000);

  it('holds 500 columns', async () => {
    const columns = Array.from({ length: 500 }, (_, index) => textColumn(`C${index}`));
    const rows = [columns.map(({ name }) => name)];
    assert.deepEqual(await readBack({ columns, rows }), rows);
  });

  it('names the labels and the report in its metadata, and nothing that changes from run to run', async () => {
    const shape = { columns: [column('AETERM', 'string')], rows: [['x']] };
    const { file, bytes, output } = await render(shape);
    const { key_value_metadata: pairs = [], num_rows: rows } = parquetMetadata(file);
    const read = new Map(pairs.map(({ key, value }) => [key, JSON.parse(value ?? '')] as [string, unknown]));
    assert.equal(rows, 1n);
    assert.deepEqual(read.get('labels'), { AETERM: 'Label of AETERM' });
    assert.deepEqual(read.get('dataset'), { name: 'AE', label: '' });
    assert.equal(output.fileName, 'x.parquet');
    assert.deepEqual((await render(shape)).bytes, bytes);
  });

  for (const [type, cell] of [
    ['integer', '9223372036854775808'],
    ['date', '0044-03-15 BC'],
    ['date', '10000-01-01'],
    ['datetime', 'infinity'],
    ['time', '24:00:00'],
    ['time', '10:00:60'],
  ] as const) {
    it(`refuses the ${type} ${cell}, naming dataset, column and row`, async () => {
      await assert.rejects(render({ columns: [column('C', type)], rows: [[null], [cell]] }), {
        code: 'FORMAT_CANNOT_HOLD',
        details: `AE.C, row 2: a ${type} that Parquet does not hold.`,
      });
    });
  }
});

describe('the day and microsecond that a text stands for', () => {
  const parsed = (parse: typeof parseDate, text: string) =>
    parse(Buffer.from(`1${text}1`), 1, Buffer.byteLength(text) + 1);

  const toMicroseconds = (text: string) => {
    const [target, bytes] = [Buffer.alloc(8), Buffer.from(text)];
    const batch = { bytes, starts: Int32Array.of(0), ends: Int32Array.of(bytes.length), rows: 1 };
    assert.equal(textMoments(target, 0, { batch, column: 0, columns: 1 }), 8);
    return target.readBigInt64LE();
  };

  it('are those of the Gregorian calendar, to the microsecond', () => {
    const moments = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, fc.nat(999), (moment, more) => {
        const text = moment.toISOString().slice(0, -1);
        assert.equal(parsed(parseDate, text.slice(0, 10)), Math.floor(moment.getTime() / 86_400_000));
        const micros = String(more).padStart(3, '0');
        assert.equal(toMicroseconds(`${text}${micros}`), BigInt(moment.getTime()) * 1000n + BigInt(more));
      }),
      { numRuns: 5_000 },
    );
  });

  it('are none where the calendar has no such day', () => {
    for (const text of ['2014-02-29', '1900-02-29', '2014-04-31', '2014-13-01', '2014-00-01', '2014-01-00']) {
      assert.ok(Number.isNaN(parsed(parseDate, text)), text);
    }
    assert.equal(parsed(parseDate, '2000-02-29'), 11_016);
  });
});

describe('the double that a text stands for', () => {
  it('is exactly that of JavaScript', () => {
    const parse = (text: string) => parseNumber(Buffer.from(text), 0, text.length);
    const decimal = fc
      .tuple(fc.maxSafeInteger(), fc.nat(12))
      .map(([digits, places]) => (digits / 10 ** places).toFixed(places));
    fc.assert(
      fc.property(fc.oneof(fc.double().map(toText), decimal), (text) => {
        assert.equal(parse(text), Number(text));
      }),
      { numRuns: 5_000 },
    );
  });
});

function toText(number: number): string {
  return Object.is(number, -0) ? '-0' : String(number);
}
