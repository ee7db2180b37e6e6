import { pipeline, type Transform } from 'node:stream';

/** What a compressor takes in while it works, so that the source need not wait for it, and how much it gives at once. */
export const COMPRESSOR_BUFFERS = { highWaterMark: 512 * 1024, chunkSize: 128 * 1024 };

/**
 * The bytes that a compressor makes of these, on a thread of its own. Whoever stops reading ends it and its source; an
 * error of the source is thrown as it is.
 */
export async function* compress(
  bytes: AsyncIterable<Uint8Array>,
  createCompressor: () => Transform,
): AsyncIterable<Uint8Array> {
  const compressor = createCompressor();
  // The compressor carries the error itself.
  pipeline(bytes, compressor, () => undefined);
  // A compressor gives buffers.
  yield* compressor as AsyncIterable<Uint8Array>;
}
