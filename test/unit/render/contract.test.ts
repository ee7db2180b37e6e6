import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';

import { AppError } from '../../../src/domain/errors.ts';
import type { Cell, Column, DataType } from '../../../src/domain/dataset.ts';
import { type Format, FORMATS } from '../../../src/domain/reportDefinition.ts';
import { type Rendered, renderOutput } from '../../../src/render/renderOutput.ts';
import type { RowSet } from '../../../src/render/rowSet.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { rowSetOf } from './copyCsv.ts';
import { createManyRows } from './manyRows.ts';

const MOST_CHUNK_BYTES = 1024 * 1024;
const MANY_ROWS = 2_000_000;
const MOST_GROWTH_BYTES = 10_000_000;
/** A PDF's last part says where each of its objects stands: three for a row of two cells. */
const PDF_BYTES_PER_ROW = 3 * 12;

const column = (name: string, type: DataType = 'string'): Column => ({ name, label: `Label ${name}`, type });
const text = [column('USUBJID'), column('AETERM')];
const shape = (columns: readonly Column[], ...rows: (readonly Cell[])[]) => ({ columns, rows });

const TYPES = [
  ...[column('USUBJID'), column('AESEQ', 'integer'), column('AEDOSE', 'float'), column('AEAMT', 'decimal')],
  ...[column('AEOK', 'boolean'), column('AEDT', 'date'), column('AETM', 'time'), column('AEDTM', 'datetime')],
];
const WIDE = Array.from({ length: 500 }, (_, index) => column(`C${index + 1}`));
const LONG = 'The quick brown fox. '.repeat(1_600).slice(0, 32_767);

/** What every format has to hold, or to refuse by name: `refusedBy` says which may. */
const DATASETS: Readonly<
  Record<string, { columns: readonly Column[]; rows: (readonly Cell[])[]; refusedBy?: readonly Format[] }>
> = {
  'no rows': shape(text),
  'one row': shape(text, ['701-1', 'Headache']),
  'every type': shape(
    TYPES,
    ['001', '1', '0.5', '12.50', 'true', '2014-03-05', '10:30:00', '2014-03-05T10:30:15'],
    ['002', '-1', '-1e-5', '-0.001', 'false', '1960-01-01', '23:59:59.25', '2024-02-29T23:59:59.5'],
  ),
  'NULL beside empty': shape(TYPES, ['', ...Array<Cell>(7).fill(null)], Array<Cell>(8).fill(null)),
  'blank rows at the end': shape(text, ['701-1', 'x'], ['', ''], ['', '']),
  'numbers at the ends of their range': {
    ...shape(
      [column('N', 'integer'), column('F', 'float'), column('D', 'decimal')],
      ['9223372036854775807', '1.7976931348623157e+308', '0.1'],
      ['-9223372036854775808', '5e-324', `${'9'.repeat(40)}.${'9'.repeat(40)}`],
      ['0', '-0', '-0.0000000000000000000000000001'],
    ),
    refusedBy: ['XPORT', 'XPORT5'],
  },
  'texts of 32,767 characters': {
    ...shape(text, ['701-1', LONG], ['701-2', 'x'.repeat(32_767)]),
    refusedBy: ['XPORT5'],
  },
  'control characters': shape(
    text,
    ['\u0001\u0008', 'tab\there, line\nbreak, return\r\nand\u001F'],
    ['\u007F', '\u0085\uFFFE'],
  ),
  'astral characters': shape(text, ['😀', '𝒳𠀀🇩🇰'], ['e\u0301', '👩‍👩‍👧‍👦']),
  'text from right to left': shape(text, ['שלום', 'abc مرحبا 123'], ['\u202Eabc', '\u200Fx']),
  'what others read as markup or formulas': shape(
    text,
    ['<script>alert(1)</script>', '=HYPERLINK("x")&amp;]]>'],
    ['@SUM(1)', '"; --\\,\''],
  ),
  '500 columns': shape(
    WIDE,
    WIDE.map((_, index) => String(index)),
    WIDE.map(() => ''),
  ),
};

function render(format: Format, rowSets: readonly RowSet[]) {
  return renderOutput({
    formats: [format],
    options: RENDER_OPTIONS,
    report: reportOf(rowSets),
    name: 'x',
    describe: (rendered: Rendered) => rendered,
  });
}

async function read(format: Format, rowSets: readonly RowSet[]): Promise<Rendered> {
  const output = render(format, rowSets);
  let bytes = 0;
  for await (const chunk of output.content as AsyncIterable<Buffer>) {
    assert.ok(chunk.length <= MOST_CHUNK_BYTES, `a chunk of ${chunk.length} bytes`);
    bytes += chunk.length;
  }
  const { sizeBytes, manifest } = output.summarize();
  assert.equal(sizeBytes, bytes);
  return manifest;
}

for (const format of FORMATS) {
  describe(`The format ${format}`, () => {
    for (const [what, { refusedBy = [], ...dataset }] of Object.entries(DATASETS)) {
      const mayRefuse = refusedBy.includes(format);
      it(`${mayRefuse ? 'refuses by name' : 'holds'} ${what}`, async () => {
        const work = read(format, [rowSetOf(dataset)]);
        if (mayRefuse) {
          await assert.rejects(work, (error: unknown) => {
            assert.ok(error instanceof AppError);
            assert.equal(error.code, 'FORMAT_CANNOT_HOLD');
            assert.match(error.details ?? '', /^AE\b/);
            return true;
          });
          return;
        }
        const { datasets, files } = await work;
        assert.deepEqual(
          datasets.map(({ rows }) => rows),
          [dataset.rows.length],
        );
        assert.equal(
          files.reduce((sum, { rows }) => sum + rows, 0),
          dataset.rows.length,
        );
      });
    }

    it('holds two million rows, in memory that does not grow with them', async function () {
      this.timeout(300_000);
      const { rowSet, growthBytes } = createManyRows(MANY_ROWS);
      const { files } = await read(format, [rowSet]);
      assert.equal(
        files.reduce((sum, { rows }) => sum + rows, 0),
        MANY_ROWS,
      );
      const allowed = MOST_GROWTH_BYTES + (format === 'PDF' ? MANY_ROWS * PDF_BYTES_PER_ROW : 0);
      assert.ok(growthBytes() <= allowed, `${growthBytes()} bytes more in use`);
    });

    it('holds several datasets, one of them without rows', async () => {
      const shapes = [
        { name: 'AE', ...shape(text, ['1', 'a']) },
        { name: 'DM', ...shape(text) },
        { name: 'ae', ...shape(text, ['2', 'b'], ['3', 'c']) },
      ];
      const { files } = await read(format, shapes.map(rowSetOf));
      assert.equal(
        files.reduce((sum, { rows }) => sum + rows, 0),
        3,
      );
      assert.equal(new Set(files.map(({ name }) => name.toLowerCase())).size, files.length);
    });

    it('gives the same bytes for the same rows', async () => {
      const sums = [];
      for (let time = 0; time < 2; time += 1) {
        const { files } = await read(format, [rowSetOf(shape(text, ['1', 'a'], ['2', 'ü']))]);
        sums.push(files.map(({ sha256 }) => sha256));
      }
      assert.deepEqual(sums[0], sums[1]);
    });

    it('lets its source go where it is broken off, and where the source fails', async () => {
      for (const how of ['broken off', 'failed'] as const) {
        const source = { isOpen: false };
        const endless: RowSet = {
          ...rowSetOf(shape(text)),
          rowCount: 1_000_000_000,
          measureText: () => Promise.resolve([8, 8]),
          async *rows() {
            source.isOpen = true;
            try {
              for (let batch = 0; ; batch += 1) {
                if (how === 'failed' && batch === 300) throw new AppError('CLINICAL_UNAVAILABLE');
                yield Array.from({ length: 500 }, (_, row) => [String(batch), `${batch}.${row}`]);
                await new Promise(setImmediate);
              }
            } finally {
              source.isOpen = false;
            }
          },
        };
        const { content } = render(format, [endless]);
        if (how === 'broken off') {
          let bytes = 0;
          for await (const chunk of content as AsyncIterable<Buffer>) {
            bytes += chunk.length;
            if (bytes > 64 * 1024) break;
          }
        } else {
          content.resume();
          await assert.rejects(new Promise((_, reject) => content.once('error', reject)), {
            code: 'CLINICAL_UNAVAILABLE',
          });
        }
        // A format that gathers rows first ends what it is gathering.
        while (source.isOpen) await setTimeout(5);
      }
    });
  });
}
