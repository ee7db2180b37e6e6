import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { parquetMetadata, parquetReadObjects, type SchemaElement } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

import type { DataType, InputCell } from '../../src/domain/dataset.ts';
import type { ReportDefinition } from '../../src/domain/reportDefinition.ts';
import type { SnapshotDataset } from '../../src/jobs/ports.ts';
import { renderOutput } from '../../src/render/renderOutput.ts';
import { readParquet } from '../support/readBack/readParquet.ts';
import { RENDER_OPTIONS } from '../support/renderOptions.ts';
import { reportOf } from '../support/reportOf.ts';
import { text } from './importFixture.ts';
import { extract, listing, useRowSource } from './rowSourceFixture.ts';

const typed = (name: string, type: DataType) => ({ name, label: '', type });

async function render(dataset: SnapshotDataset): Promise<Buffer> {
  const output = renderOutput({
    ...{ formats: ['PARQUET'], options: RENDER_OPTIONS, report: reportOf([dataset]), name: 'ae' },
    describe: () => undefined,
  });
  return await buffer(output.content);
}

describe('Parquet from PostgreSQL', () => {
  const rows: InputCell[][] = [
    ['001', 'ζάλη\n& ναυτία', '7', '0.1', '0.10', 'true', '2014-03-05', '12:00:00', '2014-03-05T12:00:00'],
    ['1E5', '\\N', '9223372036854775807', { special: 'A' }, '-0', 'false', '0999-01-01', null, null],
    [null, '', null, '-1e300', null, null, null, '00:00:00.5', '9999-12-31T23:59:59.999999'],
  ];
  const source = useRowSource({
    name: 'AE',
    columns: [
      text('USUBJID'),
      text('AETERM'),
      ...[typed('AESEQ', 'integer'), typed('AEDOSE', 'float'), typed('AEAMT', 'decimal')],
      ...[typed('AESER', 'boolean'), typed('AESTDT', 'date'), typed('AETM', 'time')],
      typed('AEDTM', 'datetime'),
    ],
    rows,
  });

  for (const withContext of [false, true]) {
    it(`is the same from values as from texts, ${withContext ? 'with' : 'without'} context columns`, async () => {
      const snapshot = await source.open(extract([], withContext));
      try {
        const [dataset] = snapshot.datasets;
        assert.ok(dataset?.encodedBinary);
        const { encodedBinary: _, ...textOnly } = dataset;
        const fromValues = await render(dataset);
        assert.ok(fromValues.equals(await render(textOnly)));
        const file = new Uint8Array(fromValues).buffer;
        const read: Record<string, unknown>[] = await parquetReadObjects({ file, compressors });
        assert.deepEqual(
          read.map((row) => [row['AETERM'], row['AESEQ'], row['AEDOSE'], row['AEAMT'], row['AESER']]),
          [
            ['ζάλη\n& ναυτία', 7n, 0.1, 0.1, true],
            ['\\N', 9_223_372_036_854_775_807n, null, 0, false],
            ['', null, -1e300, null, null],
          ],
        );
      } finally {
        await snapshot.close();
      }
    });
  }
});

describe('Decimal numbers from PostgreSQL', () => {
  const digits = '9'.repeat(40);
  const source = useRowSource(
    {
      name: 'LB',
      columns: [
        ...[text('LBSEQ'), typed('SMALL', 'decimal'), typed('LARGE', 'decimal'), typed('HUGE', 'decimal')],
        ...[typed('NONE', 'decimal'), typed('ODD', 'decimal')],
      ],
      rows: [
        ['1', '-0.050', '12345678901234567890.5', digits, null, '1'],
        ['2', '120', '-1', '0', null, 'NaN'],
      ],
    },
    {
      name: 'MB',
      columns: [text('EXSEQ'), text('EXDOSE'), typed('EXAMT', 'float'), text('EXODD')],
      rows: [
        ['1', '2.50', '1e-7', '5'],
        ['2', '', '1e10', 'unknown'],
      ],
    },
  );
  const TYPES = ['', 'DECIMAL(18,3)', 'DECIMAL(38,1)', '', 'DECIMAL(18,0)', ''];
  const ROWS = [
    ['1', '-0.050', '12345678901234567890.5', digits, null, '1'],
    ['2', '120.000', '-1.0', '0', null, 'NaN'],
  ];

  async function read(definition: ReportDefinition, leave: (dataset: SnapshotDataset) => SnapshotDataset) {
    const snapshot = await source.open(definition);
    try {
      const [dataset] = snapshot.datasets;
      assert.ok(dataset);
      const content = await render(leave(dataset));
      const types = parquetMetadata(new Uint8Array(content).buffer).schema.slice(1).map(toType);
      const [table] = await readParquet({ name: '', dataset: null, content });
      return { types, rows: table?.rows, sent: await snapshot.countSent(), digest: dataset.digest() };
    } finally {
      await snapshot.close();
    }
  }

  it('are what the import counted, without a look at the rows', async () => {
    const found = await read(extract(), (dataset) => ({
      ...dataset,
      encodedColumns: (positions) => {
        assert.deepEqual(positions, [5]);
        return dataset.encodedColumns?.(positions) ?? Readable.from([]);
      },
    }));
    assert.deepEqual(found, { types: TYPES, rows: ROWS, sent: 2, digest: null });
  });

  it('are the same where an older import did not count', async () => {
    const found = await read(extract(), (dataset) => ({
      ...dataset,
      columns: dataset.columns.map(({ digits: _, ...column }) => column),
    }));
    assert.deepEqual(found, { types: TYPES, rows: ROWS, sent: 2, digest: null });
  });

  it('are such in a listing whose definition says so, where all of its texts are numbers', async () => {
    const definition = listing({
      statement: 'select exseq, exdose, examt, exodd from ex',
      datasets: { ex: 'MB' },
      columns: [
        typed('EXSEQ', 'integer'),
        ...['EXDOSE', 'EXAMT', 'EXODD'].map((name) => typed(name, 'decimal')),
      ],
      orderBy: [{ column: 'EXSEQ', descending: false }],
    });
    const { types, rows, sent, digest } = await read(definition, (dataset) => dataset);
    assert.deepEqual(types, ['', 'DECIMAL(18,2)', 'DECIMAL(18,7)', '']);
    assert.deepEqual(rows, [
      [1n, '2.50', '0.0000001', '5'],
      [2n, null, '10000000000.0000000', 'unknown'],
    ]);
    assert.equal(sent, 2);
    assert.match(digest ?? '', /^[0-9a-f]{64}$/);
  });
});

const toType = ({ converted_type: type, precision, scale }: SchemaElement): string =>
  type === 'DECIMAL' ? `DECIMAL(${precision},${scale})` : '';
