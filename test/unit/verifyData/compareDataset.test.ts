import assert from 'node:assert/strict';

import type { DatasetSource, InputCell } from '../../../src/domain/dataset.ts';
import type { ReadCell, ReadTable } from '../../support/readBack/table.ts';
import { compareDataset } from '../../verifyData/compareDataset.ts';

const signal = new AbortController().signal;

function toSource(names: string[], ...rows: InputCell[][]): DatasetSource {
  return {
    name: 'AE',
    label: '',
    columns: names.map((name) => ({ name, label: '', type: 'string' })),
    fileName: 'ae.csv',
    readSha256: () => Promise.resolve(''),
    async *rows() {
      for (const row of rows) yield await Promise.resolve([row]);
    },
  };
}

const toTable = (columns: string[], ...rows: ReadCell[][]) => ({ columns, rows });

describe('compareDataset', () => {
  const expected = toSource(['A', 'N'], ['x', '1e-7'], ['', '2'], ['z', '']);
  const compare = (found: Omit<ReadTable, 'name'>, numbers: string[] = []) =>
    compareDataset({ expected, found, numbers: new Set(numbers) }, signal);

  it('finds columns among others, and takes numbers for what they are', async () => {
    const found = toTable(['N', 'C', 'A'], ['1e-07', 'c', 'x'], ['2', 'c', ''], ['', 'c', 'z']);
    assert.deepEqual(await compare(found, ['N']), {
      ...{ rows: 3, columns: 2, differences: [], roundings: 0, changes: 0 },
    });
    assert.deepEqual((await compare(found)).differences, ['row 1, column N differs']);
  });

  it('counts numbers that differ in the last digit of a double, where that is allowed', async () => {
    const pair = {
      expected: toSource(['N'], ['8.55'], ['0'], ['']),
      found: toTable(['N'], ['8.549999999999999'], [''], ['0']),
      numbers: new Set(['N']),
    };
    const both = ['row 2, column N differs', 'row 3, column N differs'];
    const { differences, roundings } = await compareDataset({ ...pair, allowRounding: true }, signal);
    assert.deepEqual([differences, roundings], [both, 1]);
    assert.deepEqual((await compareDataset(pair, signal)).differences, ['row 1, column N differs', ...both]);
    const far = { ...pair, found: toTable(['N'], ['8.5499999'], ['0'], ['']), allowRounding: true };
    assert.deepEqual((await compareDataset(far, signal)).differences, ['row 1, column N differs']);
  });

  it('tells a blank from a zero', async () => {
    const found = toTable(['A', 'N'], ['x', '1e-7'], ['', '2'], ['z', '0']);
    assert.deepEqual((await compare(found, ['N'])).differences, ['row 3, column N differs']);
  });

  it('takes cells for what they say, whatever a format has for them', async () => {
    const found = toTable(['A', 'N'], ['x', 1e-7], [null, 2n], ['z', null]);
    assert.deepEqual((await compare(found, ['N'])).differences, []);
  });

  it('counts cells that the format may have changed in that very way, and compares what is to be compared of a text', async () => {
    const found = toTable(['A', 'N'], ['X', '1e-7'], ['', '2'], ['cut', '']);
    const pair = { expected, found, numbers: new Set(['N']) };
    const isUpper = (one: string, other: string) => one.toUpperCase() === other;
    const listed = await compareDataset({ ...pair, allowed: new Map([['A', isUpper]]) }, signal);
    assert.deepEqual([listed.differences, listed.changes], [['row 3, column A differs'], 1]);
    const simplify = (text: string) => text.toLowerCase();
    assert.deepEqual((await compareDataset({ ...pair, simplify }, signal)).differences, [
      'row 3, column A differs',
    ]);
  });

  it('tells the first differing places, missing columns, missing rows and surplus rows', async () => {
    const other = toTable(['A', 'N'], ['X', '1e-7'], ['', '3']);
    assert.deepEqual((await compare(other)).differences, [
      'row 1, column A differs',
      'row 2, column N differs',
      'row 3 is missing, and all behind it',
    ]);
    const narrow = toTable(['A'], ['x'], [''], ['z']);
    assert.deepEqual((await compare(narrow)).differences, ['column N is missing']);
    const long = toTable(['A', 'N'], ['x', '1e-7'], ['', '2'], ['z', ''], ['', '']);
    assert.deepEqual((await compare(long)).differences, ['there are more rows than 3']);
  });
});
