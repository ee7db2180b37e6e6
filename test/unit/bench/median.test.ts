import assert from 'node:assert/strict';

import { median } from '../../../bench/median.ts';

describe('median', () => {
  it('is the value in the middle, whatever the order', () => {
    assert.equal(median([10, 2, 9]), 9);
  });

  it('is between the two in the middle of an even number', () => {
    assert.equal(median([4, 1, 10, 2]), 3);
  });

  it('of nothing is no number', () => {
    assert.ok(Number.isNaN(median([])));
  });
});
