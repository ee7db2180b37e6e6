import assert from 'node:assert/strict';

import type { DatasetSource, InputCell } from '../../../../src/domain/dataset.ts';
import { compareDataset } from '../../../../src/embedded/verifyData/compareDataset.ts';

const signal = new AbortController().signal;

function toSource(names: string[], ...rows: InputCell[][]): DatasetSource {
  return {
    name: 'AE',
    label: '',
    columns: names.map((name) => ({ name, label: '', type: 'string' })),
    fileName: 'ae.csv',
    fileSha256: '',
    async *rows() {
      for (const row of rows) yield await Promise.resolve([row]);
    },
  };
}

describe('compareDataset', () => {
  const expected = toSource(['A', 'N'], ['x', '1e-7'], ['', '2'], ['z', '']);
  const compare = (found: DatasetSource, numbers: string[] = []) =>
    compareDataset({ expected, found, numbers: new Set(numbers) }, signal);

  it('finds columns among others, and takes numbers for what they are', async () => {
    const found = toSource(['N', 'C', 'A'], ['1e-07', 'c', 'x'], ['2', 'c', ''], ['', 'c', 'z']);
    assert.deepEqual(await compare(found, ['N']), { rows: 3, columns: 2, differences: [] });
    assert.deepEqual((await compare(found)).differences, ['row 1, column N differs']);
  });

  it('tells a blank from a zero', async () => {
    const found = toSource(['A', 'N'], ['x', '1e-7'], ['', '2'], ['z', '0']);
    assert.deepEqual((await compare(found, ['N'])).differences, ['row 3, column N differs']);
  });

  it('tells the first differing places, missing columns, missing rows and surplus rows', async () => {
    const other = toSource(['A', 'N'], ['X', '1e-7'], ['', '3']);
    assert.deepEqual((await compare(other)).differences, [
      'row 1, column A differs',
      'row 2, column N differs',
      'row 3 is missing, and all behind it',
    ]);
    const narrow = toSource(['A'], ['x'], [''], ['z']);
    assert.deepEqual((await compare(narrow)).differences, ['column N is missing']);
    const long = toSource(['A', 'N'], ['x', '1e-7'], ['', '2'], ['z', ''], ['', '']);
    assert.deepEqual((await compare(long)).differences, ['there are more rows than 3']);
  });
});
