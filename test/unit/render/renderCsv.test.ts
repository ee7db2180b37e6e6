import assert from 'node:assert/strict';

import fc from 'fast-check';

import type { Cell } from '../../../src/domain/dataset.ts';
import type { CsvOptions } from '../../../src/render/csv/csvOptions.ts';
import { renderCsv } from '../../../src/render/csv/renderCsv.ts';
import type { RowSet } from '../../../src/render/rowSet.ts';
import { encodedRowSetOf, rowSetOf, textColumn } from './copyCsv.ts';

const PLAIN: CsvOptions = {
  lineEnd: 'LF',
  bom: false,
  labels: false,
  distinguishNull: false,
  escapeFormulas: false,
};

async function render(rowSet: RowSet, options: Partial<CsvOptions> = {}): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of renderCsv(rowSet, { csv: { ...PLAIN, ...options } }).bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function renderText(
  rows: readonly (readonly Cell[])[],
  options: Partial<CsvOptions> = {},
): Promise<string> {
  const columns = (rows[0] ?? []).map((_, index) => textColumn(`C${index + 1}`));
  return (await render(rowSetOf({ columns, rows }), options)).toString();
}

describe('renderCsv', () => {
  it('quotes where a cell holds a comma, a quote or a line break, and nowhere else', async () => {
    const row = ['a,b', 'say "no"', 'two\nlines', 'a\rb', ' spaced ', "it's; \t\\", 'Ωμέγα', '007', '-1.5'];
    assert.equal(
      await renderText([row]),
      'C1,C2,C3,C4,C5,C6,C7,C8,C9\n"a,b","say ""no""","two\nlines","a\rb", spaced ,it\'s; \t\\,Ωμέγα,007,-1.5\n',
    );
  });

  it('puts an apostrophe before what a spreadsheet would calculate, where it is set to, and before nothing else', async () => {
    const escaped = [
      '=1+1',
      '+49 30',
      '-2+3',
      '-',
      '@sum',
      '\tx',
      '\rx',
      '\nx',
      ...['＝1+1', '＋1', '－1', '＠x'],
      "=cmd|' /C calc'!A0",
      '-1,5',
      '--1',
    ];
    const kept = ['-1', '-1.5', '-.5', '-2.', '-1e-3', '1-1', ' =1', '', null, 'a=b', '007'];
    const expected = await renderText([[...escaped.map((text) => `'${text}`), ...kept]]);
    assert.equal(await renderText([[...escaped, ...kept]], { escapeFormulas: true }), expected);
  });

  it('escapes no number, but a header that a caller chose', async () => {
    const columns = [{ ...textColumn('=N'), type: 'decimal' as const }, textColumn('B')];
    const rendered = await render(rowSetOf({ columns, rows: [['-5', '=5']] }), { escapeFormulas: true });
    assert.equal(rendered.toString(), "'=N,B\n-5,'=5\n");
  });

  it('says in the manifest that it has escaped', () => {
    const rowSet = rowSetOf({ columns: [textColumn('A')], rows: [] });
    const notes = (escapeFormulas: boolean) =>
      renderCsv(rowSet, { csv: { ...PLAIN, escapeFormulas } }).notes?.();
    assert.deepEqual(notes(false), []);
    assert.match(notes(true)?.join() ?? '', /apostrophe/);
  });

  it('leaves NULL and the empty string empty', async () => {
    assert.equal(await renderText([['a', null, '', 'b']]), 'C1,C2,C3,C4\na,,,b\n');
  });

  it('tells the empty string from NULL where it is set to', async () => {
    assert.equal(await renderText([[null, '']], { distinguishNull: true }), 'C1,C2\n,""\n');
  });

  it('quotes the mark that ends COPY data where it stands alone', async () => {
    assert.equal(await renderText([['\\.']]), 'C1\n"\\."\n');
    assert.equal(await renderText([['\\.', 'a']]), 'C1,C2\n\\.,a\n');
  });

  it('ends lines with CRLF where it is set to, and leaves line breaks of cells alone', async () => {
    const rows = [['a\nb', 'c\r\nd']];
    const columns = [textColumn('A'), textColumn('B')];
    const expected = 'A,B\r\n"a\nb","c\r\nd"\r\n';
    assert.equal((await render(rowSetOf({ columns, rows }), { lineEnd: 'CRLF' })).toString(), expected);
    assert.equal(
      (await render(encodedRowSetOf({ columns, rows }), { lineEnd: 'CRLF' })).toString(),
      expected,
    );
  });

  it('begins with a byte order mark and has labels as a second header row where it is set to', async () => {
    const columns = [textColumn('AETERM', 'Reported Term, verbatim'), textColumn('AESEV', 'Severity')];
    const bytes = await render(rowSetOf({ columns, rows: [] }), { bom: true, labels: true });
    assert.equal(bytes.subarray(0, 3).toString('hex'), 'efbbbf');
    assert.equal(bytes.subarray(3).toString(), 'AETERM,AESEV\n"Reported Term, verbatim",Severity\n');
  });

  it('gives the header alone for a dataset without rows', async () => {
    const empty = { columns: [textColumn('A'), textColumn('B')], rows: [] };
    assert.equal((await render(rowSetOf(empty))).toString(), 'A,B\n');
    assert.equal((await render(encodedRowSetOf(empty))).toString(), 'A,B\n');
  });

  it('gives the same bytes from cells and from what the source has encoded', async () => {
    const text = fc.oneof(
      fc.constantFrom('', '\\.', '"', ',', '\r', '\n', '\r\n', '""', 'a"b', ' ', '\t', '\uFEFF', 'é', '𝄞'),
      fc.string({ unit: fc.constantFrom('a', ',', '"', '\r', '\n', '\\', '.', ' ', 'ß', '日', '😀') }),
    );
    const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
      fc.array(fc.array(fc.option(text), { minLength: width, maxLength: width })).map((rows) => ({
        columns: Array.from({ length: width }, (_, index) => textColumn(`C"${index}`, 'a, label')),
        rows,
      })),
    );
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.record({
          lineEnd: fc.constantFrom('LF' as const, 'CRLF' as const),
          bom: fc.boolean(),
          labels: fc.boolean(),
          distinguishNull: fc.boolean(),
        }),
        fc.integer({ min: 1, max: 20 }),
        async (shape, options, chunkBytes) => {
          const fromCells = await render(rowSetOf(shape), options);
          const passedOn = await render(encodedRowSetOf(shape, chunkBytes), options);
          assert.equal(fromCells.toString('latin1'), passedOn.toString('latin1'));
        },
      ),
    );
  });

  it('counts the rows of either source', async () => {
    const shape = { columns: [textColumn('A')], rows: [['1'], ['2'], ['3']] };
    for (const rowSet of [rowSetOf(shape), encodedRowSetOf(shape)]) {
      const rendered = renderCsv(rowSet, { csv: PLAIN });
      for await (const chunk of rendered.bytes) assert.ok(chunk.byteLength > 0);
      assert.equal(rendered.countRows(), 3);
    }
  });
});
