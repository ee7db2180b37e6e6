import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';

import type { Cell, DatasetSource } from '../../../src/domain/dataset.ts';
import { FORMATS } from '../../../src/domain/reportDefinition.ts';
import { type Rendered, renderOutput } from '../../../src/render/renderOutput.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { compareFormat } from '../../verifyData/compareFormat.ts';
import { openReport } from '../../verifyData/openReport.ts';
import { rowSetOf, textColumn } from '../render/copyCsv.ts';

const COLUMNS = [
  textColumn('USUBJID'),
  { ...textColumn('AESEQ'), type: 'float' as const },
  textColumn('AETERM'),
];
const ROWS: Cell[][] = [
  ['701-1', '1', 'a "term"\nof two lines'],
  ['701-2', '0.1', ''],
  ['701-3', null, 'x'.repeat(201)],
];

const toSource = (rows: Cell[][]): DatasetSource => ({
  ...{ name: 'AE', label: '', columns: COLUMNS, fileName: 'ae.xpt' },
  readSha256: () => Promise.resolve(''),
  async *rows() {
    yield await Promise.resolve(rows.map((row) => row.map((cell) => cell ?? '')));
  },
});

describe('compareFormat', () => {
  const told: string[] = [];
  let archive: Buffer;
  before(async () => {
    const { content } = renderOutput({
      formats: FORMATS,
      options: { ...RENDER_OPTIONS, lossy: { rename: true, cut: true } },
      report: reportOf([rowSetOf({ columns: COLUMNS, rows: ROWS })]),
      name: 'x',
      describe: (rendered: Rendered) => rendered,
    });
    archive = await buffer(content);
  });
  afterEach(() => told.splice(0));

  const compare = async (format: (typeof FORMATS)[number], rows: Cell[][]) => {
    const source = toSource(rows);
    return compareFormat(
      {
        ...{ report: await openReport(archive), format, sources: [source] },
        expected: new Map([['AE', source]]),
        tell: (line) => told.push(line),
      },
      new AbortController().signal,
    );
  };

  for (const format of FORMATS.filter((each) => each !== 'XPORT5')) {
    it(`finds every cell of ${format} equal, and one that is not`, async () => {
      assert.ok(await compare(format, ROWS));
      assert.equal(told[0], `${format}: 1 datasets, 3 rows, 9 cells, all equal`);
      const other = ROWS.map((row, index) => (index === 1 ? ['701-2', '0.2', ''] : row));
      assert.equal(await compare(format, other), false);
      assert.ok(told.includes(`${format}: AE (ae.xpt): row 2, column AESEQ differs`));
    });
  }

  it('lists what a format had to change, with its reason, and nothing beside it', async () => {
    assert.ok(await compare('XPORT5', ROWS));
    assert.equal(
      told[0],
      'XPORT5: 1 datasets, 3 rows, 9 cells, all equal but for 1 cells that are what the manifest says',
    );
    assert.match(told[1] ?? '', /^XPORT5 notes: AE\.AETERM: /);
    assert.equal(await compare('XPORT5', [...ROWS, ['701-4', '1', '']]), false);
    const other = ROWS.map((row, index) => (index === 2 ? ['701-3', null, `y${'x'.repeat(200)}`] : row));
    assert.equal(await compare('XPORT5', other), false);
  });
});
