import assert from 'node:assert/strict';

import { createObjectRuns } from '../../../src/render/pdf/objectRuns.ts';
import type { ObjectRun } from '../../../src/render/pdf/packedRuns.ts';

const runsOf = (runs: readonly ObjectRun[]) => {
  const store = createObjectRuns();
  for (const run of runs) store.add(run);
  return [...store.inOrder()];
};

/** As many parts as it takes for some to overlap. */
const MANY = 10_000;

describe('where the objects of a PDF file stand', () => {
  it('is given in the order of the objects, whatever came first', () => {
    const runs: ObjectRun[] = [
      { first: 7, count: 3, stream: 12, index: 0 },
      { first: 12, count: 1, offset: 900 },
      { first: 4, count: 1, offset: 15 },
      { first: 1, count: 2, stream: 12, index: 3 },
    ];
    assert.deepEqual(runsOf(runs), [runs[3], runs[2], runs[0], runs[1]]);
  });

  it('is kept where objects come long after the others of their time', () => {
    const inOrder = Array.from({ length: MANY }, (_, index): ObjectRun =>
      index % 3 === 0
        ? { first: index * 10 + 1, count: 1, offset: index * 5_000 }
        : { first: index * 10 + 1, count: 9, stream: index + 5, index: (index * 31) % 1_000 },
    );
    const late = (run: ObjectRun): boolean => run.first % 64 === 1;
    const asWritten = [...inOrder.filter((run) => !late(run)), ...inOrder.filter(late).reverse()];
    assert.deepEqual(runsOf(asWritten), inOrder);
  });

  it('is kept in files of more bytes than 32 bits count', () => {
    const runs: ObjectRun[] = [
      { first: 1, count: 1, offset: 2 ** 40 - 1 },
      { first: 2, count: 1, offset: 0 },
      { first: 3, count: 1, offset: 2 ** 33 },
    ];
    assert.deepEqual(runsOf(runs), runs);
  });

  it('is nothing where there are no objects', () => {
    assert.deepEqual(runsOf([]), []);
  });
});
