import type { Cell, Column } from '../domain/dataset.ts';
import type { RowSet } from './rowSet.ts';

/** A cell that is there, as JSON; `row` counts from 1. */
export type EncodeCell = (cell: string, row: number) => string;

type RowShape = {
  encodeCell: (column: Column) => EncodeCell;
  /** What stands before each cell, the row's opening bracket or the comma included. */
  beforeCell: (column: Column, index: number) => string;
  close: string;
  /** Between two rows. */
  separator: string;
};

/** The rows of a dataset as JSON, a chunk for each batch of the source. */
export type JsonRows = {
  bytes: () => AsyncIterable<Uint8Array>;
  countRows: () => number;
  notes: () => readonly string[];
};

const DOT = 0x2e;

/** JSON has no special missing values: they become null, and a note names their columns. */
export function createJsonRows(rowSet: RowSet, shape: RowShape): JsonRows {
  const { columns } = rowSet;
  const before = columns.map(shape.beforeCell);
  const encoders = columns.map(shape.encodeCell);
  const isText = columns.map(({ type }) => type === 'string');
  const missing = new Set<number>();
  let rows = 0;

  function encodeCell(cell: Cell, index: number): string {
    if (cell === null) return 'null';
    // PostgreSQL prints a digit, a sign or a letter first.
    if (isText[index] !== true && cell.charCodeAt(0) === DOT) {
      missing.add(index);
      return 'null';
    }
    const encode = encoders[index];
    return encode === undefined ? 'null' : encode(cell, rows);
  }

  function encodeRow(row: readonly Cell[]): string {
    let text = rows === 0 ? '' : shape.separator;
    rows += 1;
    for (let index = 0; index < before.length; index += 1) {
      text += before[index] ?? '';
      text += encodeCell(row[index] ?? null, index);
    }
    return text + shape.close;
  }

  return {
    async *bytes() {
      for await (const batch of rowSet.rows({ specialMissing: true })) {
        yield Buffer.from(batch.map(encodeRow).join(''));
      }
    },
    countRows: () => rows,
    notes: () =>
      [...missing].map(
        (index) => `${rowSet.name}.${columns[index]?.name ?? ''}: special missing values are null.`,
      ),
  };
}
