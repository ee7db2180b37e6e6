import { GrowingBuffer } from './growingBuffer.ts';

/** The pages of a row group before they are compressed, one behind the other in memory that the next group uses again. */
export class PageArena {
  readonly #bytes = new GrowingBuffer();
  #ends: number[] = [];

  /** Adds what is appended to the bytes as one page; answers its size in bytes. */
  add(write: (page: GrowingBuffer) => void): number {
    const start = this.#bytes.size;
    write(this.#bytes);
    this.#ends.push(this.#bytes.size);
    return this.#bytes.size - start;
  }

  /** All pages; they stand until the arena is cleared. */
  pages(): Uint8Array[] {
    return this.#ends.map((end, page) => this.#bytes.bytes.subarray(this.#ends[page - 1] ?? 0, end));
  }

  clear(): void {
    this.#bytes.size = 0;
    this.#ends = [];
  }
}
