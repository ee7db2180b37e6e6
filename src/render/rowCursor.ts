import { type CellBatch, readCellBatches } from './cellBatches.ts';
import type { RowSet } from './rowSet.ts';

/** Some rows of a batch. */
export type RowSlice = { batch: CellBatch; first: number; rows: number };

/** One pass over the rows of a dataset for several files that are written one after the other. */
export type RowCursor = {
  /** The next rows, at most so many. Whoever leaves off before their end ends the pass. */
  take(rows: number): AsyncIterable<RowSlice>;
};

export function createRowCursor(rowSet: RowSet): RowCursor {
  let batches: AsyncGenerator<CellBatch, void, undefined> | undefined;
  let rest: RowSlice | undefined;

  return {
    async *take(rows) {
      batches ??= readCellBatches(rowSet);
      let missing = rows;
      try {
        while (missing > 0) {
          if (rest === undefined || rest.rows === 0) {
            const next = await batches.next();
            if (next.done === true) break;
            rest = { batch: next.value, first: 0, rows: next.value.rows };
          }
          const { batch, first } = rest;
          const taken = Math.min(rest.rows, missing);
          missing -= taken;
          rest = { batch, first: first + taken, rows: rest.rows - taken };
          yield { batch, first, rows: taken };
        }
      } catch (error) {
        missing = Infinity;
        throw error;
      } finally {
        if (missing > 0) await batches.return();
      }
    },
  };
}
