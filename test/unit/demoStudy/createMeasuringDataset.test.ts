import assert from 'node:assert/strict';

import {
  createMeasuringDataset,
  measuringSubject,
} from '../../../src/embedded/demoStudy/createMeasuringDataset.ts';
import { digestRows, readRows } from './readRows.ts';

const ROWS = 5_000;

describe('createMeasuringDataset', () => {
  const dataset = createMeasuringDataset({ name: 'ME', rows: ROWS });

  it('has twenty mixed columns: eight numbers, nine texts, a date, a timestamp, a boolean', () => {
    const types = dataset.columns.map(({ type }) =>
      type === 'integer' || type === 'float' ? 'number' : type,
    );
    const count = (type: string) => types.filter((candidate) => candidate === type).length;
    assert.deepEqual(['number', 'string', 'date', 'datetime', 'boolean'].map(count), [8, 9, 1, 1, 1]);
  });

  it('makes the same bytes on every machine', async () => {
    assert.equal((await digestRows(dataset)).slice(0, 12), 'faf5132c9ba0');
  });

  it('has as many rows as were asked for, with two to forty percent nulls where there are any', async () => {
    const rows = await readRows(dataset);
    assert.equal(rows.length, ROWS);
    const shares = dataset.columns.map((_, at) => rows.filter((row) => row[at] === null).length / ROWS);
    const withNulls = shares.filter((share) => share > 0);
    assert.equal(withNulls.length, 8);
    for (const share of withNulls) assert.ok(share > 0.01 && share < 0.43, String(share));
  });

  it('spreads its rows evenly over its subjects', async () => {
    const rows = await readRows(dataset);
    assert.equal(new Set(rows.map((row) => row[0])).size, ROWS);
    assert.equal(rows[17]?.[0], measuringSubject(17));
    assert.equal(measuringSubject(10_017), measuringSubject(17));
  });
});
