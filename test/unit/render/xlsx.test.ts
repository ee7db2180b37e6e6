import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { validateXML } from 'xmllint-wasm';

import { type Rendered, renderOutput } from '../../../src/render/renderOutput.ts';
import { readCopyLines } from '../../../src/render/copyLines.ts';
import type { RowSet } from '../../../src/render/rowSet.ts';
import { createDatasetSheets } from '../../../src/render/xlsx/datasetSheets.ts';
import { createLineReader } from '../../../src/render/xlsx/lineReader.ts';
import { renderXlsx } from '../../../src/render/xlsx/renderXlsx.ts';
import { createTally } from '../../../src/render/xlsx/tally.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { rowSetOf, textColumn } from './copyCsv.ts';
import { listTags } from './readWorkbook.ts';
import { column, renderWorkbook, sheetOf, text, value } from './renderWorkbook.ts';

const labels = { options: { csv: { ...RENDER_OPTIONS.csv, labels: true } } };

describe('a workbook', () => {
  it('writes a cover and a sheet for each dataset, with a frozen head and a filter over the rows', async () => {
    const { workbook, countRows, notes } = await renderWorkbook([
      rowSetOf({ name: 'DM', columns: [textColumn('SITEID'), column('integer')], rows: [['701', '64']] }),
      rowSetOf({ name: 'AE', columns: [textColumn('AETERM')], rows: [['Headache'], [null]] }),
    ]);
    assert.deepEqual(
      workbook.sheets.map(({ name }) => name),
      ['Report', 'DM', 'AE'],
    );
    const { rows, xml } = sheetOf(workbook, 'DM');
    assert.deepEqual(
      rows.get(1)?.map((cell) => cell?.text),
      ['SITEID', 'integer'],
    );
    assert.deepEqual(rows.get(2), [text('701'), value('64')]);
    assert.deepEqual(listTags(xml, 'pane'), [
      { ySplit: '1', topLeftCell: 'A2', activePane: 'bottomLeft', state: 'frozen' },
    ]);
    assert.deepEqual(listTags(xml, 'autoFilter'), [{ ref: 'A1:B2' }]);
    assert.match(workbook.parts.get('xl/workbook.xml') ?? '', /hidden="1">'AE'!\$A\$1:\$A\$3</);
    assert.equal(countRows(), 3);
    assert.deepEqual(notes, []);
  });

  it('has labels as a second row where the setting says so, frozen and above the filter', async () => {
    const { workbook } = await renderWorkbook([rowSetOf({ columns: [column('date')], rows: [] })], labels);
    const { rows, xml } = sheetOf(workbook, 'AE');
    assert.equal(rows.get(2)?.[0]?.text, 'Label of date');
    assert.deepEqual(listTags(xml, 'pane')[0]?.['ySplit'], '2');
    assert.deepEqual(listTags(xml, 'autoFilter'), [{ ref: 'A2:A2' }]);
  });

  it('holds rows too wide to gather a thousand of them in one text', async () => {
    const columns = Array.from({ length: 20 }, (_, index) => textColumn(`C${index}`));
    const row = columns.map(() => 'x'.repeat(30_000));
    let asked = 0;
    const wide: RowSet = {
      ...rowSetOf({ columns, rows: [] }),
      rowCount: 1_500,
      async *rows() {
        for (; asked < 1_500; asked += 1) yield [row];
        await Promise.resolve();
      },
    };
    const reader = createLineReader(readCopyLines(wide));
    const tally = createTally(wide.name, columns);
    const sheets = createDatasetSheets({ rowSet: wide, reader, tally, labels: false, mayCut: false });
    const first = await sheets.write({ name: 'AE', rows: 1_500 }).next();
    assert.match(Buffer.from(first.value ?? []).toString(), /<col [^>]*width="60"/);
    assert.ok(asked < 20, `${asked} rows are gathered before the first is written`);
  });

  it('rolls over to a further sheet with its own head where a sheet is full', async () => {
    const rows = Array.from({ length: 7 }, (_, index) => [String(index)]);
    const large = rowSetOf({ columns: [textColumn('AETERM')], rows });
    const { workbook, countRows } = await renderWorkbook(
      [large, rowSetOf({ name: 'ae (2)', columns: [], rows: [] })],
      {
        mostSheetRows: 4,
      },
    );
    assert.deepEqual(
      workbook.sheets.map(({ name }) => name),
      ['Report', 'AE', 'AE (3)', 'AE (4)', 'ae (2)'],
    );
    const read = ['AE', 'AE (3)', 'AE (4)'].map((name) =>
      [...sheetOf(workbook, name).rows.values()].map((cells) => cells[0]?.text),
    );
    assert.deepEqual(read, [
      ['AETERM', '0', '1', '2'],
      ['AETERM', '3', '4', '5'],
      ['AETERM', '6'],
    ]);
    assert.equal(countRows(), 7);
  });

  it('names sheets as Excel takes them and notes what it renamed', async () => {
    const long = 'A'.repeat(40);
    const names = ['AE', 'ae', 'A/B:C', "'x'", 'History', long, `${long}B`, 'Report', ''];
    const { workbook, notes } = await renderWorkbook(
      names.map((name) => rowSetOf({ name, columns: [], rows: [] })),
    );
    assert.deepEqual(
      workbook.sheets.map(({ name }) => name),
      [
        ...['Report (2)', 'AE', 'ae (2)', 'A_B_C', '_x_', 'History (2)'],
        ...['A'.repeat(31), `${'A'.repeat(27)} (2)`, 'Report', '_'],
      ],
    );
    assert.equal(notes.length, 7);
  });

  it('says on the cover what the workbook is, what is in it and what was changed', async () => {
    const ae = rowSetOf({ columns: [column('float')], rows: [['NaN'], ['1']] });
    const ds = rowSetOf({ name: 'DS', columns: [], rows: [] });
    const { workbook } = await renderWorkbook([ae, ds], {
      heading: { filters: [{ label: 'Subject', text: 'x'.repeat(40_000) }] },
    });
    const rows = [...sheetOf(workbook, 'Report').rows.values()].map((cells) =>
      Array.from(cells, (cell) => cell?.text ?? ''),
    );
    const lead = rows.map(([name = '', said = '']) => [name, said] as const);
    const said = new Map(lead);
    assert.equal(lead[0]?.[0], 'Subject Data Extract');
    assert.equal(said.get('Study'), 'PILOT <01> & "Söhne"');
    assert.equal(said.get('Mode'), 'test');
    assert.equal(said.get('Requested by'), 'u1');
    assert.equal(said.get('Data as of (UTC)'), '2026-02-03T04:05:06.789Z');
    assert.equal(said.get('Subject'), `${'x'.repeat(32_766)}…`);
    for (const [dataset, count] of [
      [ae, '2'],
      [ds, '0'],
    ] as const) {
      assert.deepEqual(
        rows.find(([name]) => name === dataset.name),
        [dataset.name, '', count, dataset.name, dataset.digest()],
      );
    }
    assert.deepEqual(rows.at(-1), ['AE.float: numbers that Excel cannot hold stand as text (cells: 1).']);
  });

  it('makes columns as wide as their labels and their first rows', async () => {
    const rows = [['ab', '大阪市北区'.repeat(2), 'x'.repeat(500)]];
    const columns = [textColumn('A', 'a label of 22 letters.'), textColumn('B'), textColumn('C')];
    const { workbook } = await renderWorkbook([rowSetOf({ columns, rows })]);
    const widths = listTags(sheetOf(workbook, 'AE').xml, 'col').map(({ width }) => width);
    assert.deepEqual(widths, ['25', '23', '60']);
  });

  it('gives the same bytes for the same report', async () => {
    const rowSet = rowSetOf({ columns: [textColumn('AETERM')], rows: [['Übelkeit'], [null]] });
    assert.deepEqual((await renderWorkbook([rowSet])).bytes, (await renderWorkbook([rowSet])).bytes);
  });

  it('writes well-formed XML', async () => {
    const rows = [['&<>"\u0001_x0041_ \r\n'], [' '], ['😀']];
    const { workbook } = await renderWorkbook([
      rowSetOf({ name: `A & "B's" <C>`, columns: [textColumn('<&>', '"')], rows }),
    ]);
    const xml = [...workbook.parts].map(([fileName, contents]) => ({ fileName, contents }));
    const { valid, rawOutput } = await validateXML({ xml, normalization: 'format' });
    assert.ok(valid, rawOutput);
    assert.doesNotMatch([...workbook.parts.values()].join(''), /<f[ >]/);
  });

  it('fails where a source has more rows or fewer than it counted, or an error of its own', async () => {
    const rowSet = rowSetOf({ columns: [textColumn('AETERM')], rows: [['a'], ['b']] });
    const outputOf = (changed: RowSet) =>
      renderOutput({
        ...{ formats: ['XLSX' as const], options: RENDER_OPTIONS, report: reportOf([changed]), name: 'x' },
        describe: ({ files }: Rendered) => files,
      }).content;
    for (const rowCount of [1, 3]) {
      await assert.rejects(buffer(outputOf({ ...rowSet, rowCount })), { code: 'ROW_COUNT_MISMATCH' });
    }
    const broken = async function* () {
      yield [['a']];
      await nextTurn();
      throw new TypeError('broken');
    };
    await assert.rejects(buffer(outputOf({ ...rowSet, rows: broken })), {
      name: 'TypeError',
      message: 'broken',
    });
  });

  it('ends its source when it is stopped in the middle', async () => {
    let isClosed = false;
    const endless = async function* () {
      try {
        for (;;) {
          yield Array.from({ length: 100 }, () => ['x'.repeat(1000) + String(Math.random())]);
          await nextTurn();
        }
      } finally {
        isClosed = true;
      }
    };
    const rowSet = rowSetOf({ columns: [textColumn('AETERM')], rows: [] });
    const { bytes } = renderXlsx(
      reportOf([{ ...rowSet, rowCount: 1_000_000, rows: endless }]),
      RENDER_OPTIONS,
    );
    let taken = 0;
    for await (const chunk of bytes) {
      taken += chunk.byteLength;
      if (taken > 1_000_000) break;
    }
    assert.ok(isClosed);
  });
});
