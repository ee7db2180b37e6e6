import type { CellBatch } from './cellBatches.ts';

/** Signature, flags and the length of an extension that nobody has defined yet (PostgreSQL, COPY, binary format). */
const HEADER_BYTES = 19;
const EXTENSION_AT = 15;
/** Stands where the number of a row's fields would. */
const TRAILER = 0xffff;
const LEAST_BYTES = 64 * 1024;

/**
 * The rows of COPY's binary format as cells in their place: texts as UTF-8, numbers and times as PostgreSQL sends them, the
 * highest byte first. A batch stands until the next is asked for.
 */
export async function* readBinaryBatches(
  chunks: AsyncIterable<Buffer>,
  columns: number,
): AsyncGenerator<CellBatch, void, undefined> {
  let bytes = Buffer.allocUnsafeSlow(4 * LEAST_BYTES);
  let size = 0;
  let isBegun = false;
  let batch: CellBatch = { bytes, starts: new Int32Array(1024), ends: new Int32Array(1024), rows: 0 };
  for await (const chunk of chunks) {
    if (size + chunk.length > bytes.length) {
      const longer = Buffer.allocUnsafeSlow(Math.max(2 * bytes.length, size + chunk.length));
      longer.set(bytes.subarray(0, size));
      bytes = longer;
    }
    bytes.set(chunk, size);
    size += chunk.length;
    if (!isBegun) {
      if (size < HEADER_BYTES) continue;
      const end = HEADER_BYTES + bytes.readInt32BE(EXTENSION_AT);
      if (size < end) continue;
      bytes.copyWithin(0, end, size);
      size -= end;
      isBegun = true;
    }
    if (size < LEAST_BYTES) continue;
    const end = findCells(batch, bytes, { size, columns });
    if (batch.rows > 0) yield batch;
    bytes.copyWithin(0, end, size);
    size -= end;
    batch = { ...batch, rows: 0 };
  }
  findCells(batch, bytes, { size, columns });
  if (batch.rows > 0) yield batch;
}

/** Notes where the cells of whole rows stand, whose lengths are −1 for NULL; answers where the last of these rows ends. */
function findCells(
  batch: CellBatch,
  bytes: Buffer,
  { size, columns }: { size: number; columns: number },
): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  let { starts, ends } = batch;
  let rows = 0;
  let cells = 0;
  let end = 0;
  for (let at = 0; at + 2 <= size && view.getUint16(at) !== TRAILER; rows++, end = at) {
    if (cells + columns > starts.length) {
      starts = grow(starts, columns);
      ends = grow(ends, columns);
    }
    at += 2;
    let column = 0;
    for (; column < columns && at + 4 <= size; column++) {
      const length = view.getInt32(at);
      at += 4;
      starts[cells + column] = at;
      ends[cells + column] = at + length;
      if (length > 0) at += length;
    }
    if (column < columns || at > size) break;
    cells += columns;
  }
  batch.bytes = bytes;
  batch.starts = starts;
  batch.ends = ends;
  batch.rows = rows;
  return end;
}

function grow(numbers: Int32Array, atLeast: number): Int32Array {
  const longer = new Int32Array(Math.max(numbers.length * 2, numbers.length + atLeast));
  longer.set(numbers);
  return longer;
}
