import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import type { RowSet } from '../../../src/render/rowSet.ts';
import { rowSetOf, textColumn } from './copyCsv.ts';

const BATCH_ROWS = 2_000;
const SAMPLE_ROWS = 200_000;

setFlagsFromString('--expose-gc');
/** V8's own, which has this name only in contexts that are made from now on. */
const collect = runInNewContext('gc') as () => void;

function measureLive(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/**
 * Rows of a number and a short text, in COPY's text format and as cells, made as they are asked for; and by how many bytes
 * what is in use has grown at most since the first 200,000 of them were read.
 */
export function createManyRows(rowCount: number): { rowSet: RowSet; growthBytes: () => number } {
  const live: number[] = [];

  function* batches(): Generator<string[][]> {
    for (let from = 0; from < rowCount; from += BATCH_ROWS) {
      if (from > 0 && from % SAMPLE_ROWS === 0) live.push(measureLive());
      yield Array.from({ length: Math.min(BATCH_ROWS, rowCount - from) }, (_, row) => [`${from + row}`, 'x']);
    }
  }

  const columns = [{ ...textColumn('AESEQ'), type: 'integer' as const }, textColumn('AETERM')];
  const rowSet: RowSet = {
    ...rowSetOf({ columns, rows: [] }),
    rowCount,
    measureText: () => Promise.resolve([0, 1]),
    async *encodedText() {
      for (const batch of batches()) yield Buffer.from(batch.map((row) => `${row.join('\t')}\n`).join(''));
      await Promise.resolve();
    },
    async *rows() {
      yield* batches();
      await Promise.resolve();
    },
  };
  return { rowSet, growthBytes: () => Math.max(...live) - (live[0] ?? 0) };
}
