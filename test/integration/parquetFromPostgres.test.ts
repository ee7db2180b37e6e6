import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';

import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

import type { DataType, InputCell } from '../../src/domain/dataset.ts';
import type { SnapshotDataset } from '../../src/jobs/ports.ts';
import { renderOutput } from '../../src/render/renderOutput.ts';
import { RENDER_OPTIONS } from '../support/renderOptions.ts';
import { reportOf } from '../support/reportOf.ts';
import { text } from './importFixture.ts';
import { extract, useRowSource } from './rowSourceFixture.ts';

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
            ['ζάλη\n& ναυτία', 7n, 0.1, '0.10', true],
            ['\\N', 9_223_372_036_854_775_807n, null, '0', false],
            ['', null, -1e300, null, null],
          ],
        );
      } finally {
        await snapshot.close();
      }
    });
  }
});
