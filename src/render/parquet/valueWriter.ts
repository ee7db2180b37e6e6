import type { CellBatch } from '../cellBatches.ts';

/** One column of a batch: its cell of row r has the number `column + r * columns`. */
export type CellColumn = { batch: CellBatch; column: number; columns: number };

/**
 * The values of a row group: PLAIN, or the entries of a dictionary and their numbers, one for each of so many values. They
 * stand until others are appended or taken.
 */
export type TakenValues =
  { plain: Buffer } | { entries: Buffer; entryCount: number; numbers: Int32Array; count: number };

export type ValueWriter = {
  /** Takes the cells that are not null; answers the row that the type cannot hold, −1 where it holds all. */
  append: (cells: CellColumn) => number;
  sizeBytes: () => number;
  /** What was appended since the last time. */
  take: () => TakenValues;
};
