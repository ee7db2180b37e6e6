import { addAbortSignal, type Writable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

import { toDataDescriptor, toDirectory, toLocalHeader, type ZipRecord } from './zipRecords.ts';

/**
 * One file of the archive; its bytes are asked for when its turn comes. A chunk may be overwritten once the next but one is
 * asked for.
 */
export type ZipPart = { name: string; bytes: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array> };

const DEFLATE = { level: 1, chunkSize: 64 * 1024 };

/**
 * A ZIP of deflated files, written as they come, the same bytes for the same files whenever and wherever they are packed;
 * ZIP64 only where sizes need it. An error of any file is thrown as it is. An abort ends it while a file is silent; the file ends
 * with its next chunk.
 */
export async function* zipParts(
  parts: Iterable<ZipPart> | AsyncIterable<ZipPart>,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const records: ZipRecord[] = [];
  let offset = 0;
  for await (const { name, bytes } of parts) {
    const record: ZipRecord = { name, crc32: 0, compressed: 0, uncompressed: 0, offset };
    const header = toLocalHeader(name);
    yield header;
    for await (const chunk of deflate(measure(bytes(), record), signal)) {
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
    // Node's checksum of some empty chunks begins anew.
    if (chunk.byteLength === 0) continue;
    record.crc32 = crc32(chunk, record.crc32);
    record.uncompressed += chunk.byteLength;
    yield chunk;
  }
}

/** Deflates in a thread of its own, while the next chunk is made. */
async function* deflate(bytes: AsyncIterable<Uint8Array>, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const stream = createDeflateRaw(DEFLATE);
  if (signal) addAbortSignal(signal, stream);
  feed(stream, bytes).catch((error: unknown) => {
    stream.destroy(
      error instanceof Error ? error : new Error('The source of a file failed.', { cause: error }),
    );
  });
  // A stream that is not in object mode gives buffers.
  yield* stream as AsyncIterable<Uint8Array>;
}

/** Ends the source where the stream was destroyed. */
async function feed(stream: Writable, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  let last: Promise<Failure> = Promise.resolve(null);
  for await (const chunk of bytes) {
    if (stream.destroyed) return;
    const written = write(stream, chunk);
    throwIfAny(await last);
    last = written;
  }
  throwIfAny(await last);
  stream.end();
}

type Failure = Error | null | undefined;

/** Answers the failure instead of rejecting, because it is asked for only after the next chunk has come. */
function write(stream: Writable, chunk: Uint8Array): Promise<Failure> {
  return new Promise((resolve) => {
    stream.write(chunk, resolve);
  });
}

function throwIfAny(failure: Failure): void {
  if (failure) throw failure;
}
