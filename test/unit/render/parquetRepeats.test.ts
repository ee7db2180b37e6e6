import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';

import { parquetMetadata } from 'hyparquet';

import type { Cell, DataType } from '../../../src/domain/dataset.ts';
import { renderOutput } from '../../../src/render/renderOutput.ts';
import { readParquet } from '../../support/readBack/readParquet.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { rowSetOf } from './copyCsv.ts';

const REPEATED: readonly (readonly [DataType, readonly Cell[]])[] = [
  ['float', ['0', '-0', '1.5', 'NaN', '-1.7976931348623157e+308', null]],
  ['integer', ['0', '-1', '9223372036854775807', null]],
  ['decimal', ['0.0', '-0.1', '99999999999999.9']],
  ['decimal', [`${'9'.repeat(37)}.5`, `-${'9'.repeat(37)}.5`, '0.0']],
  ['date', ['0001-01-01', '2024-02-29', null]],
  ['time', ['00:00:00', '23:59:59.999999']],
  ['datetime', ['9999-12-31T23:59:59.999999', '1969-12-31T00:00:00', null]],
];

describe('columns of Parquet whose values come again', () => {
  for (const [type, cells] of REPEATED) {
    const [first = ''] = cells;
    it(`are numbered, and only they, of type ${type} such as ${first}`, async () => {
      const others = Array.from({ length: 400 }, (_, row) => toOther(type, row));
      for (const values of [[first], cells, others]) {
        const alone = await readEncoded(type, values);
        const repeated = await readEncoded(type, Array<readonly Cell[]>(200).fill(values).flat());
        assert.deepEqual(alone.encodings, ['PLAIN', 'RLE']);
        assert.deepEqual(repeated.encodings, ['PLAIN', 'RLE', 'RLE_DICTIONARY']);
        assert.deepEqual(repeated.cells, Array.from({ length: 200 }, () => alone.cells).flat());
      }
    });
  }
});

/** What a file has of one column, and how it is stored. */
async function readEncoded(type: DataType, cells: readonly Cell[]) {
  const columns = [{ name: 'C', label: '', type }];
  const { content } = renderOutput({
    formats: ['PARQUET'],
    options: RENDER_OPTIONS,
    report: reportOf([rowSetOf({ columns, rows: cells.map((cell) => [cell]) })]),
    name: 'x',
    describe: () => undefined,
  });
  const bytes = await buffer(content);
  const file = new Uint8Array(bytes).buffer;
  const [read] = await readParquet({ name: '', dataset: null, content: bytes });
  const encodings = parquetMetadata(file).row_groups[0]?.columns[0]?.meta_data?.encodings;
  return { cells: read?.rows.flat(), encodings };
}

/** Values of a type that are all different, of as many digits. */
function toOther(type: DataType, index: number): string {
  const number = String(1000 + index);
  switch (type) {
    case 'date':
      return `${number}-01-02`;
    case 'datetime':
      return `${number}-01-02T03:04:05`;
    case 'time':
      return `00:00:00.00${number}`;
    case 'decimal':
      return `${number}.5`;
    default:
      return number;
  }
}
