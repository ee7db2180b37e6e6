import assert from 'node:assert/strict';

import { toTable } from '../../../bench/toTable.ts';

describe('toTable', () => {
  it('aligns the figures and says which hold', () => {
    const common = { unit: 'rows/s', reference: 1_000_000, referenceName: 'psql', bar: 0.85 };
    const lines = toTable([
      { ...common, name: 'fast', ours: 900_000.4, ratio: 0.9, holds: true },
      { ...common, name: 'much slower', ours: 20.456, ratio: 0.00002, bar: null, holds: false },
    ]).split('\n');
    assert.deepEqual(lines, [
      'measure      unit    ours     reference        ratio  bar   holds',
      'fast         rows/s  900,000  1,000,000  psql  0.90   0.85  yes',
      'much slower  rows/s  20.46    1,000,000  psql  0.00         NO',
    ]);
  });
});
