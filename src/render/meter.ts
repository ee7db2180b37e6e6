import { createHash } from 'node:crypto';

/** Counts and hashes bytes on their way; the figures stand once all bytes have passed. */
export type Meter = {
  measure(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  read(): { bytes: number; sha256: string };
};

export function createMeter(): Meter {
  const hash = createHash('sha256');
  let count = 0;
  let sha256 = '';
  return {
    async *measure(bytes) {
      for await (const chunk of bytes) {
        count += chunk.byteLength;
        hash.update(chunk);
        yield chunk;
      }
      sha256 = hash.digest('hex');
    },
    read: () => ({ bytes: count, sha256 }),
  };
}
