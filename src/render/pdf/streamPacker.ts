import { constants, createDeflate } from 'node:zlib';

/** Gives the bytes of a FlateDecode stream; the bytes given may be reused once it resolves. */
export type PackStream = (bytes: Uint8Array) => Promise<Uint8Array>;

const CHUNK_BYTES = 32 * 1024;

/**
 * Compressors that work on other threads, in turn. They are kept from stream to stream: to make one takes longer than to
 * compress a page.
 */
export function createStreamPacker(compressors: number): PackStream {
  const pack = Array.from({ length: compressors }, createCompressor);
  let next = 0;
  return async (bytes) => {
    next = (next + 1) % pack.length;
    return (await pack[next]?.(bytes)) ?? bytes;
  };
}

/** One stream after the other. */
function createCompressor(): PackStream {
  const deflate = createDeflate({
    level: constants.Z_BEST_SPEED,
    chunkSize: CHUNK_BYTES,
    // Each write is a stream of its own.
    flush: constants.Z_FINISH,
  });
  let chunks: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => chunks.push(chunk));
  let before: Promise<unknown> = Promise.resolve();

  const packNow = (bytes: Uint8Array): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      deflate.write(bytes, (error) => {
        if (error) {
          reject(error);
          return;
        }
        deflate.reset();
        const [only = Buffer.alloc(0), ...others] = chunks;
        resolve(others.length === 0 ? only : Buffer.concat(chunks));
        chunks = [];
      });
    });

  return (bytes) => {
    const packed = before.then(() => packNow(bytes));
    before = packed.catch(() => undefined);
    return packed;
  };
}
