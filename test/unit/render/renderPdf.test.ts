import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';

import type { Cell, Column } from '../../../src/domain/dataset.ts';
import type { RenderOptions } from '../../../src/render/fileRenderer.ts';
import { renderPdf } from '../../../src/render/pdf/renderPdf.ts';
import { type Rendered, renderOutput } from '../../../src/render/renderOutput.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { rowSetOf, textColumn } from './copyCsv.ts';
import { type ReadPdf, readPdf } from './readPdf.ts';

type Shape = { name?: string; label?: string; columns: Column[]; rows: readonly (readonly Cell[])[] };

const toRowSet = ({ label = '', ...shape }: Shape) => ({ ...rowSetOf(shape), label });

async function render(shapes: readonly Shape[], heading = {}, options: RenderOptions = RENDER_OPTIONS) {
  const output = renderOutput({
    formats: ['PDF'],
    options,
    report: reportOf(shapes.map(toRowSet), heading),
    name: 'x',
    describe: ({ files }: Rendered) => files,
  });
  const bytes = await buffer(output.content);
  return { bytes, notes: output.summarize().manifest[0]?.notes ?? [], mediaType: output.mediaType };
}

async function read(shapes: readonly Shape[], heading = {}): Promise<ReadPdf> {
  return readPdf((await render(shapes, heading)).bytes);
}

const columns = (count: number): Column[] =>
  Array.from({ length: count }, (_, index) => textColumn(`C${index}`, `Label of ${index}`));

/** What stays when white space, which may stand where lines are broken, is left out. */
const dense = (rows: readonly (readonly Cell[])[]): string[][] =>
  rows.map((row) => row.map((cell) => (cell ?? '').replaceAll(/\s+/gu, '')));

/** Every cell is in the document's structure, in order. */
async function assertHolds(shape: Shape): Promise<ReadPdf> {
  const pdf = await read([shape]);
  assert.deepEqual(dense(pdf.tables[0]?.rows ?? []), dense(shape.rows));
  return pdf;
}

describe('PDF', () => {
  it('shows report, customer, study, mode, filters, who and when on the first page', async () => {
    const { texts, title, headings } = await read([{ columns: columns(2), rows: [['1', '2']] }]);
    for (const text of [
      'acme',
      'PILOT <01> & "Söhne"',
      'test',
      '701 (Oslo), 702 (=Århus)',
      'u1',
      '2026-02-03 04:05:06.789 UTC',
    ]) {
      assert.ok(texts[0]?.includes(text), text);
    }
    assert.equal(title, 'Subject Data Extract – PILOT <01> & "Söhne"');
    assert.deepEqual(headings, ['Subject Data Extract', 'AE']);
  });

  it('goes on with a list of filters that takes more than a page', async () => {
    const subjects = Array.from({ length: 3_000 }, (_, index) => `01-701-${index}`);
    const pdf = await read([{ columns: columns(1), rows: [['end']] }], {
      filters: [{ label: 'Subject', text: subjects.join(', ') }],
    });
    assert.ok(pdf.pageCount > 2);
    const all = pdf.texts.join('').replaceAll(/\s+/gu, '');
    assert.ok(subjects.every((subject) => all.includes(subject)));
  });

  it('repeats column heads and counts pages on each page, and says heads once in the structure', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => [`S${index}`, 'x']);
    const pdf = await assertHolds({ columns: columns(2), rows });
    assert.ok(pdf.pageCount > 2);
    pdf.texts.forEach((text, index) => {
      assert.match(text, /Label\s+of\s+1/);
      assert.match(text, new RegExp(`Page ${index + 1} of\\s*${pdf.pageCount}\\s*$`));
    });
    assert.deepEqual(pdf.tables[0]?.heads, ['C0 Label of 0', 'C1 Label of 1']);
  });

  it('keeps NULL and the empty string both empty', async () => {
    await assertHolds({
      columns: columns(3),
      rows: [
        [null, '', 'a'],
        ['', null, null],
      ],
    });
  });

  it('writes every type as its text', async () => {
    const types = ['string', 'integer', 'float', 'decimal', 'boolean', 'date', 'time', 'datetime'] as const;
    await assertHolds({
      columns: types.map((type) => ({ name: type, label: '', type })),
      rows: [
        [
          '007',
          '-9007199254740993',
          '5e-324',
          '0.1000000000000000000000000001',
          't',
          '2014-01-02',
          '10:30:00',
          '2014-01-02 10:30:00',
        ],
        [
          ' (a) \\ b)(',
          '-0',
          '1.7976931348623157e+308',
          `${'9'.repeat(300)}.5`,
          'f',
          '9999-12-31',
          '23:59:59.999999',
          '-infinity',
        ],
      ],
    });
  });

  it('shows Latin, Greek, Cyrillic, Vietnamese, Chinese, Japanese and Korean', async () => {
    const rows = [
      ['Zażółć gęślą jaźń', 'Ξεσκεπάζω την ψυχοφθόρα', 'Съешь же ещё', 'phản ứng có hại nghiêm trọng'],
      ['不良事件报告', '頭痛と吐き気カタカナ', '두통과 메스꺼움', '≤ ± µ → ½ 😀'],
    ];
    const shape = { columns: columns(4), rows };
    await assertHolds(shape);
    assert.deepEqual((await render([shape])).notes, []);
  });

  it('shows marks that combine as the letters that they make', async () => {
    const pdf = await read([{ columns: columns(1), rows: [['phản ứng'.normalize('NFD')]] }]);
    assert.deepEqual(pdf.tables[0]?.rows, [['phản ứng']]);
  });

  it('shows characters that no font has as boxes, keeps them in the text, and names them in the notes', async () => {
    const rows = [
      ['a\u0001b', 'ก'],
      ['\u{20000}', 'ก'],
    ];
    const { bytes, notes } = await render([{ columns: columns(2), rows }]);
    assert.deepEqual(notes, ['No font has these characters, shown as boxes: U+0001, U+0E01, U+20000.']);
    assert.deepEqual((await readPdf(bytes)).tables[0]?.rows, rows);
  });

  it('keeps text from right to left in its own order', async () => {
    const rows = [['כאב ראש', 'صداع شديد']];
    const { tables, texts } = await read([{ columns: columns(2), rows }]);
    assert.deepEqual(tables[0]?.rows, rows);
    // As it is drawn: pdf.js drops a blank before what stands further left.
    assert.ok(texts[0]?.replaceAll(/\s+/gu, '').includes('כאבראשصداعشديد'));
  });

  it('breaks long texts over pages without losing a character', async () => {
    const words = 'word '.repeat(6_553).trim();
    await assertHolds({
      columns: columns(3),
      rows: [
        ['1', words, 'a'],
        ['2', 'x'.repeat(32_767), 'b'],
        ['3', '不'.repeat(32_767), 'c'],
      ],
    });
  }).timeout(30_000);

  it('keeps line breaks', async () => {
    const { texts } = await read([{ columns: columns(1), rows: [['first\nsecond\r\nthird']] }]);
    assert.match(texts[0] ?? '', /first\nsecond\nthird/);
  });

  it('stands upright where the columns fit, across where they are wide', async () => {
    const narrow = await read([{ columns: columns(2), rows: [['a', 'b']] }]);
    const wide = await read([{ columns: columns(20), rows: [columns(20).map(() => 'some value')] }]);
    assert.deepEqual([narrow.shapes, wide.shapes], [[[595.3, 841.9]], [[841.9, 595.3]]]);
  });

  it('takes Letter by setting', async () => {
    const options: RenderOptions = { ...RENDER_OPTIONS, pdf: { ...RENDER_OPTIONS.pdf, pageSize: 'LETTER' } };
    const { bytes } = await render([{ columns: columns(1), rows: [['a']] }], {}, options);
    assert.deepEqual((await readPdf(bytes)).shapes, [[612, 792]]);
  });

  it('splits wide tables into panels that repeat the key columns', async () => {
    const names = ['STUDYID', 'USUBJID', 'LBSEQ', ...columns(57).map(({ name }) => name)];
    const rows = Array.from({ length: 60 }, (_, row) => names.map((name) => `${name} of row ${row}`));
    const pdf = await assertHolds({ name: 'LB', columns: names.map((name) => textColumn(name)), rows });
    for (const text of pdf.texts) assert.match(text, /USUBJID of row \d+\s+LBSEQ of row/);
    assert.equal(
      pdf.texts.filter((text) => text.includes('STUDYID of row 0 ') || text.includes('STUDYID of row 0\n'))
        .length,
      1,
    );
  });

  it('holds 500 columns', async () => {
    const rows = Array.from({ length: 3 }, (_, row) =>
      columns(500).map((_column, index) => `${row}/${index}`),
    );
    await assertHolds({ columns: columns(500), rows });
  }).timeout(30_000);

  it('says so where a dataset has no rows', async () => {
    const pdf = await read([{ columns: columns(3), rows: [] }]);
    assert.equal(pdf.tables[0]?.heads.length, 3);
    assert.match(pdf.texts[0] ?? '', /No rows\./);
  });

  it('writes a report without datasets', async () => {
    const pdf = await read([]);
    assert.deepEqual([pdf.pageCount, pdf.headings], [1, ['Subject Data Extract']]);
  });

  it('lists each dataset in the outline, under its name and label', async () => {
    const pdf = await read([
      { name: 'AE', label: 'Adverse Events', columns: columns(1), rows: [['a']] },
      { name: 'DM', columns: columns(30), rows: [] },
    ]);
    assert.deepEqual(pdf.outline, ['AE – Adverse Events', 'DM']);
    assert.deepEqual(pdf.headings.slice(1), ['AE – Adverse Events', 'DM']);
  });

  it('claims PDF/A-2b, names its language and says what its colours mean', async () => {
    const { bytes } = await render([{ columns: columns(1), rows: [['a']] }]);
    const catalog = [...(await readPdf(bytes)).objects.values()].find((object) =>
      object.includes('/Type/Catalog'),
    );
    assert.match(bytes.toString('latin1'), /<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>B/);
    // UTF-16 with a byte order mark.
    assert.match(catalog ?? '', /\/Lang<FEFF0065006E>/);
    assert.match(catalog ?? '', /\/OutputIntents\[\d+ 0 R\]\/StructTreeRoot/);
  });

  it('says in the notes where it has too many objects to claim PDF/A', async () => {
    const report = reportOf([toRowSet({ columns: columns(2), rows: [['1', '2']] })]);
    const { bytes, notes } = renderPdf(report, RENDER_OPTIONS, 20);
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    assert.ok(!Buffer.concat(chunks).includes('pdfaid:part'));
    assert.deepEqual(notes?.(), ['The file does not claim PDF/A: it has more objects than that allows.']);
    assert.deepEqual((await render([{ columns: columns(2), rows: [['1', '2']] }])).notes, []);
  });

  it('gives the same bytes for the same report', async () => {
    const shape = {
      columns: columns(12),
      rows: Array.from({ length: 300 }, (_, row) => columns(12).map(({ name }) => `${name} 不 ${row}`)),
    };
    const [one, other] = [await render([shape]), await render([shape])];
    assert.ok(one.bytes.equals(other.bytes));
  });

  it('closes its source where it is left in the middle', async () => {
    let isClosed = false;
    const rowSet = {
      ...rowSetOf({ columns: columns(5), rows: [] }),
      rowCount: 1e6,
      async *rows() {
        try {
          for (;;) {
            yield Array.from({ length: 1_000 }, () => ['a', 'b', 'c', 'd', 'e']);
            await Promise.resolve();
          }
        } finally {
          isClosed = true;
        }
      },
    };
    for await (const chunk of renderPdf(reportOf([rowSet]), RENDER_OPTIONS).bytes) {
      assert.ok(chunk.byteLength > 0);
      break;
    }
    assert.ok(isClosed);
  });
});
