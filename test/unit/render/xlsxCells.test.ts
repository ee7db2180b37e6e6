import assert from 'node:assert/strict';

import fc from 'fast-check';

import type { Cell, DataType } from '../../../src/domain/dataset.ts';
import { rowSetOf, textColumn } from './copyCsv.ts';
import { listTags, type ReadCell } from './readWorkbook.ts';
import { column, renderWorkbook, sheetOf, text, value } from './renderWorkbook.ts';

/** The cells of one column below the head. */
async function renderColumn(type: DataType, cells: readonly Cell[]) {
  const { workbook, notes } = await renderWorkbook([
    rowSetOf({ columns: [column(type)], rows: cells.map((cell) => [cell]) }),
  ]);
  const { rows } = sheetOf(workbook, 'AE');
  return { cells: cells.map((_, index) => rows.get(index + 2)?.[0]), notes };
}

describe('a cell of a workbook', () => {
  it('keeps text as text, whatever it looks like', async () => {
    const cells = [
      '001',
      '701',
      '1E5',
      '=1+1',
      '2014-03',
      '2014-03-05',
      'TRUE',
      '',
      ' a ',
      'a\tb\nc\r\nd',
      '#N/A',
    ];
    assert.deepEqual((await renderColumn('string', cells)).cells, cells.map(text));
  });

  it('leaves a cell out where it is null, and writes the empty text', async () => {
    assert.deepEqual((await renderColumn('string', [null, ''])).cells, [undefined, text('')]);
  });

  it('writes numbers that Excel keeps as they stand, and others as noted text', async () => {
    const kept = ['0', '-0', '1.50', '1e+20', '0.1', '-0.30000000000000004', '1.7976931348623157e+308'];
    const lost = ['NaN', 'Infinity', '5e-324'];
    const float = await renderColumn('float', [...kept, '2.2250738585072014e-308', ...lost]);
    assert.deepEqual(float.cells, [
      ...[...kept, '2.2250738585072014e-308'].map((cell) => value(cell)),
      ...lost.map(text),
    ]);
    assert.deepEqual(float.notes, ['AE.float: numbers that Excel cannot hold stand as text (cells: 3).']);
    const integer = await renderColumn('integer', ['12345678901', '-123456789012345', '1234567890123456']);
    assert.deepEqual(integer.cells, [
      value('12345678901'),
      value('-123456789012345', 2),
      text('1234567890123456'),
    ]);
    const decimal = await renderColumn('decimal', [
      '0.12345678901234567890',
      '100000000000000000000',
      '12.5000000000000000000',
    ]);
    assert.deepEqual(
      decimal.cells.map((cell) => cell?.type),
      ['inlineStr', 'n', 'n'],
    );
  });

  it('writes full dates and times as Excel counts them, and others as noted text', async () => {
    const dates = await renderColumn('date', [
      '1900-03-01',
      '1900-02-28',
      '2014-03-05',
      '9999-12-31',
      '10000-01-01',
      'infinity',
      '0044-03-15 BC',
      '2023-02-29',
    ]);
    assert.deepEqual(dates.cells, [
      value('61', 3),
      text('1900-02-28'),
      value('41703', 3),
      value('2958465', 3),
      ...['10000-01-01', 'infinity', '0044-03-15 BC', '2023-02-29'].map(text),
    ]);
    assert.deepEqual(dates.notes, [
      'AE.date: dates or times that Excel cannot show stand as text (cells: 5).',
    ]);
    const moments = await renderColumn('datetime', [
      '2014-03-05T12:00:00',
      '2014-03-05T06:00:00.5',
      '2014-03-05T10:30:15.000001',
      '1899-12-31T12:00:00',
    ]);
    assert.deepEqual(moments.cells, [
      value('41703.5', 4),
      value(String(41703 + 21_600_500 / 86_400_000), 5),
      text('2014-03-05T10:30:15.000001'),
      text('1899-12-31T12:00:00'),
    ]);
    const times = await renderColumn('time', ['00:00:00', '18:00:00', '00:00:00.25', '24:00:00']);
    assert.deepEqual(times.cells, [
      value('0', 6),
      value('0.75', 6),
      value(String(0.25 / 86_400), 7),
      text('24:00:00'),
    ]);
  });

  it('leaves special missing values empty and notes them', async () => {
    for (const type of ['float', 'date', 'boolean'] as const) {
      const { cells, notes } = await renderColumn(type, ['.A', '._', null]);
      assert.deepEqual(cells, [undefined, undefined, undefined]);
      assert.deepEqual(notes, [`AE.${type}: special missing values are empty cells (cells: 2).`]);
    }
    assert.deepEqual((await renderColumn('string', ['.A'])).cells, [text('.A')]);
  });

  it('writes booleans', async () => {
    assert.deepEqual((await renderColumn('boolean', ['true', 'false', null])).cells, [
      { type: 'b', style: 0, text: '1' },
      { type: 'b', style: 0, text: '0' },
      undefined,
    ]);
  });

  it('escapes what XML forbids as Excel does, protects what looks like it, and notes the first', async () => {
    const cells = ['\u0001 \ufffe', '_x0041_', '_x005F_', '_', '😀 \uffff مرحبا', '&<>"\u007f'];
    const { workbook, notes } = await renderWorkbook([
      rowSetOf({ columns: [textColumn('AETERM')], rows: cells.map((cell) => [cell]) }),
    ]);
    const { rows, xml } = sheetOf(workbook, 'AE');
    assert.deepEqual(
      cells.map((_, index) => rows.get(index + 2)?.[0]?.text),
      cells,
    );
    for (const written of ['_x0001_', '_xFFFE_', '_x005F_x0041_', '_x005F_x005F_', '😀 _xFFFF_ مرحبا']) {
      assert.ok(xml.includes(written), written);
    }
    assert.deepEqual(notes, [
      'AE.AETERM: texts have characters that XML forbids, which stand as _xHHHH_ (cells: 2).',
    ]);
  });

  it('brings every cell back', async () => {
    const types: DataType[] = [
      'string',
      'integer',
      'float',
      'decimal',
      'boolean',
      'date',
      'time',
      'datetime',
    ];
    const row = fc.tuple(...types.map((type) => fc.option(CELLS[type], { freq: 10 })));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
        const { workbook } = await renderWorkbook([
          rowSetOf({ columns: types.map((type) => column(type)), rows }),
        ]);
        const read = sheetOf(workbook, 'AE').rows;
        const back = rows.map((_, index) => types.map((__, place) => toCell(read.get(index + 2)?.[place])));
        assert.deepEqual(back, rows);
      }),
      { numRuns: 300 },
    );
  });

  it('holds 500 columns', async () => {
    const columns = Array.from({ length: 500 }, (_, index) => textColumn(`C${index}`));
    const { workbook } = await renderWorkbook([
      rowSetOf({ columns, rows: [columns.map(({ name }) => name)] }),
    ]);
    const { rows, xml } = sheetOf(workbook, 'AE');
    assert.deepEqual(
      rows.get(2)?.map((cell) => cell?.text),
      columns.map(({ name }) => name),
    );
    assert.deepEqual(listTags(xml, 'dimension'), [{ ref: 'A1:SF2' }]);
  });

  it('holds rows of any length', async () => {
    const long = '\u0001'.repeat(32_767);
    const columns = Array.from({ length: 20 }, (_, index) => textColumn(`C${index}`));
    const { workbook } = await renderWorkbook([
      rowSetOf({ columns, rows: [columns.map(() => 'a'), columns.map(() => long)] }),
    ]);
    assert.ok(
      sheetOf(workbook, 'AE')
        .rows.get(3)
        ?.every((cell) => cell?.text === long),
    );
  });

  it('refuses a text that no cell holds, naming dataset, column and row, or cuts it where that is allowed', async () => {
    const rows = [['a'], [`${'a'.repeat(32_766)}😀`]];
    const rowSet = rowSetOf({ columns: [textColumn('AETERM')], rows });
    await assert.rejects(renderWorkbook([rowSet]), {
      code: 'FORMAT_CANNOT_HOLD',
      details: 'AE.AETERM, row 2: a text of more than 32767 characters.',
    });
    const { workbook, notes } = await renderWorkbook([rowSet], {
      options: { lossy: { rename: false, cut: true } },
    });
    assert.equal(sheetOf(workbook, 'AE').rows.get(3)?.[0]?.text, 'a'.repeat(32_766));
    assert.deepEqual(notes, [
      'AE.AETERM: texts are cut to the 32,767 characters that a cell holds (cells: 1).',
    ]);
  });
});

const digits = (least: number, most: number, size: number) =>
  fc.integer({ min: least, max: most }).map((number) => String(number).padStart(size, '0'));
const join = (separator: string, ...parts: fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((texts) => texts.join(separator));
const date = join('-', digits(1, 9999, 4), digits(1, 12, 2), digits(1, 28, 2));
/** PostgreSQL prints no zeros at the end. */
const seconds = fc
  .tuple(digits(0, 59, 2), fc.option(digits(1, 999_999, 6), { nil: '' }))
  .map(([whole, fraction]) => (fraction === '' ? whole : `${whole}.${fraction.replace(/0+$/, '')}`));
const time = join(':', digits(0, 23, 2), digits(0, 59, 2), seconds);

/** Cells of each type as PostgreSQL prints them. */
const CELLS: Record<DataType, fc.Arbitrary<string>> = {
  string: fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.string({
      unit: fc.constantFrom(
        ' ',
        '_',
        'x',
        '0',
        'A',
        '<',
        '&',
        '>',
        '\r',
        '\n',
        '\u0000',
        '\uffff',
        '😀',
        '\u00a0',
        '\u3000',
        '\\',
        'é',
      ),
    }),
  ),
  integer: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  float: fc.double().map(String),
  decimal: join('.', fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map(String), digits(0, 99_999, 5)),
  boolean: fc.boolean().map(String),
  date,
  time,
  datetime: join('T', date, time),
};

/** The cell that a written one stands for. */
function toCell(cell: ReadCell | undefined): Cell {
  if (cell === undefined) return null;
  if (cell.type === 'inlineStr') return cell.text;
  if (cell.type === 'b') return String(cell.text === '1');
  const iso = () => {
    const ms = Math.round(Number(cell.text) * 86_400_000);
    return new Date(ms - 25_569 * 86_400_000).toISOString().replace(/\.?0*Z$/, '');
  };
  switch (cell.style) {
    case 3:
      return iso().slice(0, 10);
    case 4:
    case 5:
      return iso();
    case 6:
    case 7:
      return iso().slice(11);
    default:
      return cell.text;
  }
}
