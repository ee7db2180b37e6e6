import { pipeline } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

import { toDataDescriptor, toDirectory, toLocalHeader, type ZipRecord } from './zipRecords.ts';

/** One file of the archive; its bytes are asked for when its turn comes. */
export type ZipPart = { name: string; bytes: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array> };

/** How far the maker of the bytes may run ahead of the compression, which has a thread of its own. */
const AHEAD_BYTES = 512 * 1024;
const DEFLATE = { level: 1, chunkSize: 128 * 1024, highWaterMark: AHEAD_BYTES };

/** A ZIP of deflated files, written as they come, the same bytes for the same files; ZIP64 only where sizes need it. */
export async function* zipParts(parts: AsyncIterable<ZipPart>): AsyncGenerator<Uint8Array> {
  const records: ZipRecord[] = [];
  let offset = 0;
  for await (const { name, bytes } of parts) {
    const record: ZipRecord = { name, crc32: 0, compressed: 0, uncompressed: 0, offset };
    const header = toLocalHeader(name);
    yield header;
    for await (const chunk of deflate(measure(bytes(), record))) {
      record.compressed += chunk.byteLength;
      yield chunk;
    }
    const descriptor = toDataDescriptor(record);
    yield descriptor;
    offset += header.length + record.compressed + descriptor.length;
    records.push(record);
  }
  yield toDirectory(records, offset);
}

async function* measure(
  bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  record: ZipRecord,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    record.crc32 = crc32(chunk, record.crc32);
    record.uncompressed += chunk.byteLength;
    yield chunk;
  }
}

async function* deflate(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = createDeflateRaw(DEFLATE);
  // The stream carries the error of the bytes.
  pipeline(bytes, stream, () => undefined);
  // A stream that is not in object mode gives buffers.
  yield* stream as AsyncIterable<Uint8Array>;
}
