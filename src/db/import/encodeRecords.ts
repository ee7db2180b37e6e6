import type { CsvRecords } from '../../domain/dataset.ts';

/** Digits of the greatest row number, the comma behind it, and the line feed. */
const EXTRA_BYTES = 16 + 2;

/** CSV records with the row's number before each, counted from 1, in large buffers. */
export async function* encodeRecords(records: AsyncIterable<CsvRecords>): AsyncGenerator<Buffer> {
  let row = 0;
  for await (const { bytes, starts, ends } of records) {
    const from = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const to = Buffer.allocUnsafe(bytes.byteLength + starts.length * EXTRA_BYTES);
    let at = 0;
    starts.forEach((start, index) => {
      row += 1;
      at += to.write(`${row},`, at, 'latin1');
      at += from.copy(to, at, start, ends[index]);
      at = to.writeUInt8(0x0a, at);
    });
    yield to.subarray(0, at);
  }
}
