/** A file's bytes are given out in portions of about this size. */
const CHUNK_BYTES = 128 * 1024;

/** Bytes that are written one by one, and given out once they are enough for a chunk. */
export class ChunkBuffer {
  bytes = Buffer.allocUnsafeSlow(2 * CHUNK_BYTES);
  /** How many are written. */
  end = 0;

  /** Makes room for more; `bytes` may be others then. */
  reserve(more: number): void {
    if (this.end + more <= this.bytes.length) return;
    const longer = Buffer.allocUnsafeSlow(Math.max(2 * this.bytes.length, this.end + more));
    this.bytes.copy(longer, 0, 0, this.end);
    this.bytes = longer;
  }

  /** A copy of what is written where it is that much, to begin anew. */
  take(least = CHUNK_BYTES): Buffer | undefined {
    if (this.end < least) return undefined;
    const chunk = Buffer.allocUnsafeSlow(this.end);
    this.bytes.copy(chunk, 0, 0, this.end);
    this.end = 0;
    return chunk;
  }
}
