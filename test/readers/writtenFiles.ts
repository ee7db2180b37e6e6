import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import type { Cell, Column, DataType, InputCell } from '../../src/domain/dataset.ts';
import type { Format } from '../../src/domain/reportDefinition.ts';
import type { RenderOptions } from '../../src/render/fileRenderer.ts';
import { renderOutput } from '../../src/render/renderOutput.ts';
import { extract, useRowSource } from '../integration/rowSourceFixture.ts';
import { RENDER_OPTIONS } from '../support/renderOptions.ts';
import { reportOf } from '../support/reportOf.ts';

const column = (name: string, type: DataType, displayFormat?: string): Column => ({
  name,
  label: `Label of ${name}`,
  type,
  ...(displayFormat !== undefined && { displayFormat }),
});

export const COLUMNS = [
  column('USUBJID', 'string'),
  column('AETERM', 'string'),
  column('AESEQ', 'integer'),
  column('AEDOSE', 'float', '8.3'),
  column('AEAMT', 'decimal'),
  column('AESTDTC', 'string'),
  column('AESTDT', 'date', 'DATE9.'),
  column('AETM', 'time', 'TIME8.'),
  column('AEDTM', 'datetime', 'DATETIME20.'),
];

const ROWS: InputCell[][] = [
  [
    '001',
    'Headache, "severe"',
    '1',
    '0.1',
    '12.50',
    '2014-03',
    '2014-03-05',
    '10:30:00',
    '2014-03-05T10:30:15',
  ],
  [
    '00701',
    'ζάλη & ναυτία',
    '-2',
    '-118.625',
    '-0.001',
    '2014',
    '1960-01-01',
    '00:00:00',
    '1960-01-01T00:00:00',
  ],
  ['1E5', '=1+1', '2147483647', '1e-20', '123456789.12', '', '2024-02-29', '23:59:59', '2024-02-29T23:59:59'],
  ['', 'two\nlines', '0', '123456789012345', '0', '2014-03-05', null, null, null],
  ['004', null, null, null, null, null, null, { special: 'B' }, null],
  [
    '005',
    '頭痛 😀 צהוב',
    '5',
    { special: 'A' },
    '5',
    '2014-03-05T10:30',
    { special: 'Z' },
    null,
    { special: '_' },
  ],
  ['006', '<b>&amp;</b> _x0041_', '6', '6', '6', '--03-05', '2030-12-31', '12:00:00', '2030-12-31T12:00:00'],
];

/** The dataset as it stands in the database, for the suite that calls this, and the files that are made of it. */
export function useWrittenFiles() {
  const source = useRowSource({ name: 'AE', columns: COLUMNS, rows: ROWS });
  let folder = '';
  const cells: (readonly Cell[])[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'readers-'));
    const snapshot = await source.open(extract());
    for await (const batch of snapshot.datasets[0]?.rows() ?? []) cells.push(...batch);
    await snapshot.close();
  });
  after(() => rm(folder, { recursive: true }));

  /** Answers the path of the report's output. */
  async function write(format: Format, options: Partial<RenderOptions> = {}): Promise<string> {
    const snapshot = await source.open(extract());
    try {
      const { content, fileName } = renderOutput({
        formats: [format],
        options: { ...RENDER_OPTIONS, lossy: { rename: true, cut: true }, ...options },
        report: reportOf(snapshot.datasets),
        name: format.toLowerCase(),
        describe: () => undefined,
      });
      await pipeline(content, createWriteStream(join(folder, fileName)));
      return join(folder, fileName);
    } finally {
      await snapshot.close();
    }
  }

  return { write, cells: () => cells };
}
