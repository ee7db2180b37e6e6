import type { Column } from '../domain/dataset.ts';
import { ChunkBuffer } from './chunkBuffer.ts';
import { readCopyLines } from './copyLines.ts';
import { createJsonEncoder, type JsonCell } from './jsonEncoder.ts';
import type { RowSet } from './rowSet.ts';

type RowShape = {
  toCell: (column: Column) => JsonCell;
  /** What stands before the first cell. */
  open: string;
  /** What stands before each cell, the comma included. */
  beforeCell: (column: Column, index: number) => string;
  close: string;
  /** Between two rows. */
  separator: string;
};

/** The rows of a dataset as JSON. */
export type JsonRows = {
  bytes: () => AsyncIterable<Uint8Array>;
  countRows: () => number;
  notes: () => readonly string[];
};

/** JSON has no special missing values: they become null, and a note names their columns. */
export function createJsonRows(rowSet: RowSet, { toCell, beforeCell, ...shape }: RowShape): JsonRows {
  const { columns } = rowSet;
  const output = new ChunkBuffer();
  const encoder = createJsonEncoder(output, {
    ...shape,
    cells: columns.map((column, index) => ({
      ...toCell(column),
      isText: column.type === 'string',
      before: beforeCell(column, index),
    })),
  });

  return {
    async *bytes() {
      for await (const lines of readCopyLines(rowSet)) {
        encoder.encode(lines);
        const chunk = output.take();
        if (chunk) yield chunk;
      }
      const rest = output.take(1);
      if (rest) yield rest;
    },
    countRows: encoder.countRows,
    notes: () =>
      encoder
        .listMissing()
        .map((index) => `${rowSet.name}.${columns[index]?.name ?? ''}: special missing values are null.`),
  };
}
