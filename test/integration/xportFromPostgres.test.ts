import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import type { Cell, InputCell } from '../../src/domain/dataset.ts';
import { openSources } from '../../src/intake/openSources.ts';
import { renderOutput } from '../../src/render/renderOutput.ts';
import { RENDER_OPTIONS } from '../support/renderOptions.ts';
import { reportOf } from '../support/reportOf.ts';
import { text } from './importFixture.ts';
import { extract, never, useRowSource } from './rowSourceFixture.ts';

const number = (
  name: string,
  type: 'integer' | 'float' | 'decimal' | 'date' | 'time' | 'datetime',
  displayFormat?: string,
) => ({
  name,
  label: `Label of ${name}`,
  type,
  ...(displayFormat !== undefined && { displayFormat }),
});

describe('SAS transport from PostgreSQL', () => {
  const rows: InputCell[][] = [
    ['001', 'ζάλη & ναυτία', '0.1', '2014-03-05', '10:30:00', '1959-12-31T23:59:59'],
    ['', ' leading', '-118.625', '0999-01-01', '00:00:00.25', '2014-03-05T10:30:15.5'],
    [null, '😀', { special: 'A' }, { special: 'Z' }, null, { special: '_' }],
    ['004', '', '0', null, { special: 'B' }, null],
  ];
  const source = useRowSource({
    name: 'AE',
    columns: [
      text('USUBJID'),
      text('AETERM'),
      number('AEDOSE', 'float', '8.3'),
      number('AESTDT', 'date', 'DATE9.'),
      number('AETM', 'time', 'TIME8.'),
      number('AEDTM', 'datetime', 'DATETIME20.'),
    ],
    rows,
  });
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xport-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('comes back cell by cell through the importer, special missing values, labels and formats included', async () => {
    const snapshot = await source.open({ ...extract(), formats: ['XPORT5'] });
    const path = join(folder, 'ae.xpt');
    try {
      const { content } = renderOutput({
        formats: ['XPORT5'],
        options: RENDER_OPTIONS,
        report: reportOf(snapshot.datasets),
        name: 'ae',
        describe: () => undefined,
      });
      await pipeline(content, createWriteStream(path));
    } finally {
      await snapshot.close();
    }
    const [read] = await openSources([path], never);
    assert.ok(read);
    assert.deepEqual(
      read.columns.map(({ name, label, type, displayFormat }) => [name, label, type, displayFormat]),
      [
        ['USUBJID', '', 'string', undefined],
        ['AETERM', '', 'string', undefined],
        ['AEDOSE', 'Label of AEDOSE', 'float', '8.3'],
        ['AESTDT', 'Label of AESTDT', 'date', 'DATE9.'],
        ['AETM', 'Label of AETM', 'time', 'TIME8.'],
        ['AEDTM', 'Label of AEDTM', 'datetime', 'DATETIME20.'],
      ],
    );
    const back: (readonly InputCell[])[] = [];
    for await (const batch of read.rows(never)) back.push(...batch);
    // A transport file does not tell missing text from empty text.
    const blank = (cell: InputCell, column: number) => (column < 2 && cell === null ? '' : cell);
    assert.deepEqual(
      back,
      rows.map((row) => row.map(blank)),
    );
  });

  it('has one digest, however its rows are read', async () => {
    const snapshot = await source.open(extract());
    try {
      const [dataset] = snapshot.datasets;
      assert.ok(dataset);
      assert.equal(dataset.digest(), null);
      const plain = await collect(dataset.rows());
      const first = dataset.digest();
      assert.match(first ?? '', /^[0-9a-f]{64}$/);
      const special = await collect(dataset.rows({ specialMissing: true }));
      assert.equal(dataset.digest(), first);
      const isSpecial = (cell: Cell) => cell !== null && /^\.[A-Z_]$/.test(cell);
      assert.deepEqual(
        plain,
        special.map((row) => row.map((cell) => (isSpecial(cell) ? null : cell))),
      );
      assert.equal(special.flat().filter(isSpecial).length, 4);
    } finally {
      await snapshot.close();
    }
  });
});

async function collect(batches: AsyncIterable<readonly (readonly Cell[])[]>): Promise<(readonly Cell[])[]> {
  const rows: (readonly Cell[])[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}
