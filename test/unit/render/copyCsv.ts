import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

import type { Cell, Column } from '../../../src/domain/dataset.ts';
import type { RowSet } from '../../../src/render/rowSet.ts';

/**
 * Rows as PostgreSQL's COPY writes them in CSV format, told byte by byte from its rules: a cell is quoted where it holds the
 * delimiter, the quote, CR or LF, where it is the empty string and NULL is to be told from it, and where `\.` is the only
 * cell of its row.
 */
export function copyCsv(rows: readonly (readonly Cell[])[], distinguishNull: boolean): Buffer {
  const bytes: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      if (index > 0) bytes.push(0x2c);
      if (cell === null || (cell === '' && !distinguishNull)) return;
      const text = Buffer.from(cell);
      const isEndMark = row.length === 1 && text.equals(Buffer.from('\\.'));
      const isQuoted =
        text.length === 0 || isEndMark || text.some((byte) => [0x2c, 0x22, 0x0d, 0x0a].includes(byte));
      if (isQuoted) bytes.push(0x22);
      for (const byte of text) bytes.push(...(byte === 0x22 ? [0x22, 0x22] : [byte]));
      if (isQuoted) bytes.push(0x22);
    });
    bytes.push(0x0a);
  }
  return Buffer.from(bytes);
}

export function textColumn(name: string, label = ''): Column {
  return { name, label, type: 'string' };
}

type Shape = { name?: string; columns: readonly Column[]; rows: readonly (readonly Cell[])[] };

/** A source that offers cells only. */
export function rowSetOf({ name = 'AE', columns, rows }: Shape): RowSet {
  const digest = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
  return {
    name,
    label: '',
    columns,
    rowCount: rows.length,
    specialMissing: columns.flatMap((column, index) =>
      rows.some((row) => row[index] != null && hide(row[index], column) === null) ? index : [],
    ),
    digest: () => digest,
    measureText: (unit) =>
      Promise.resolve(
        columns.map(({ type }, index) => (type === 'string' ? longest(rows, { index, unit }) : 0)),
      ),
    async *rows({ specialMissing } = { specialMissing: false }) {
      const shown = specialMissing ? rows : rows.map((row) => row.map((cell, at) => hide(cell, columns[at])));
      for (let index = 0; index < rows.length; index += 2) yield shown.slice(index, index + 2);
      await Promise.resolve();
    },
  };
}

/** A special missing value is more than no value only for those who ask for it. */
function hide(cell: Cell, column: Column | undefined): Cell {
  return column?.type !== 'string' && /^\.[A-Z_]$/.test(cell ?? '') ? null : cell;
}

function longest(
  rows: Shape['rows'],
  { index, unit }: { index: number; unit: 'bytes' | 'characters' },
): number {
  const texts = rows.map((row) => row[index] ?? '');
  return Math.max(
    0,
    ...texts.map((text) => (unit === 'bytes' ? Buffer.byteLength(text) : Array.from(text).length)),
  );
}

/** A source that offers encoded bytes, too, in chunks that heed neither rows nor characters. */
export function encodedRowSetOf(shape: Shape, chunkBytes = 7): RowSet {
  return {
    ...rowSetOf(shape),
    encodedCsv: ({ distinguishNull }) => {
      const bytes = copyCsv(shape.rows, distinguishNull);
      const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, index) =>
        bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
      );
      return { stream: Readable.from(chunks, { objectMode: false }), countRows: () => shape.rows.length };
    },
  };
}

/** COPY's text format as PostgreSQL documents it, in chunks that heed neither rows nor characters. */
export function encodedTextOf(columns: readonly Column[], lines: string, chunkBytes: number): RowSet {
  async function* encodedText() {
    const bytes = Buffer.from(lines);
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      yield Buffer.from(bytes.subarray(at, at + chunkBytes));
    }
    await Promise.resolve();
  }
  return { ...rowSetOf({ columns, rows: [] }), encodedText };
}
