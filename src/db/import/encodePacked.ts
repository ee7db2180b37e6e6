import type { PackedRows } from '../../domain/dataset.ts';
import type { DataColumn } from './dataTable.ts';

/** Signature, flags, and no header extension (PostgreSQL, COPY, binary format). */
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
/** The number of fields, the row's number, and a null instead of special missing values. */
const EXTRA_BYTES = 2 + 12 + 4;
const JSONB_VERSION = 1;
const TWO_32 = 2 ** 32;

/** Packed rows as COPY's binary format, numbered from 1, in large buffers; notes the columns with special missing values. */
export async function* encodePacked(
  batches: AsyncIterable<PackedRows>,
  columns: readonly DataColumn[],
  specialMissing: Set<number>,
): AsyncGenerator<Buffer> {
  yield HEADER;
  let number = 0;
  for await (const batch of batches) {
    for (const { column } of batch.specials) specialMissing.add(column);
    yield encodeBatch(batch, columns, number);
    number += batch.ends.length;
  }
  yield TRAILER;
}

function encodeBatch(
  { bytes, ends, specials }: PackedRows,
  columns: readonly DataColumn[],
  before: number,
): Buffer {
  const missing = new Map<number, Buffer>();
  for (const [row, letters] of groupByRow(specials, columns))
    missing.set(row, Buffer.from(JSON.stringify(letters)));
  let extra = ends.length * EXTRA_BYTES;
  for (const text of missing.values()) extra += 1 + text.length;
  const to = Buffer.allocUnsafe(bytes.length + extra);
  const view = new DataView(to.buffer, to.byteOffset);
  let at = 0;
  let start = 0;
  for (let row = 0; row < ends.length; row++) {
    const end = ends[row] ?? start;
    const number = before + row + 1;
    view.setInt16(at, columns.length + 2);
    view.setInt32(at + 2, 8);
    view.setUint32(at + 6, Math.floor(number / TWO_32));
    view.setUint32(at + 10, number >>> 0);
    const text = missing.get(row);
    view.setInt32(at + 14, text === undefined ? -1 : 1 + text.length);
    at += EXTRA_BYTES;
    if (text !== undefined) {
      to[at] = JSONB_VERSION;
      at += 1 + text.copy(to, at + 1);
    }
    to.set(bytes.subarray(start, end), at);
    at += end - start;
    start = end;
  }
  return to;
}

/** Of each row that has some, its special missing values by the data table's columns. */
function groupByRow(
  specials: PackedRows['specials'],
  columns: readonly DataColumn[],
): Map<number, Record<string, string>> {
  const rows = new Map<number, Record<string, string>>();
  for (const { row, column, special } of specials) {
    const columnName = columns[column]?.columnName;
    if (columnName !== undefined) rows.set(row, { ...rows.get(row), [columnName]: special });
  }
  return rows;
}
