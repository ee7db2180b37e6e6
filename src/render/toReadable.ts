import { PassThrough, pipeline, type Readable } from 'node:stream';

const BUFFER_BYTES = 256 * 1024;

/** A stream of bytes that ends at once when it is destroyed, even where the source does not answer; an error of the source is its own. */
export function toReadable(bytes: AsyncIterable<Uint8Array>): Readable {
  const stream = new PassThrough({ highWaterMark: BUFFER_BYTES });
  // The stream carries the error itself.
  pipeline(bytes, stream, () => undefined);
  return stream;
}
