const DIGIT_ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;

/** Bytes that grow at the end; made for many short pieces of ASCII. */
export class ByteSink {
  #bytes = Buffer.allocUnsafe(64 * 1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What has been written; good until more is. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  ascii(text: string): this {
    this.reserve(text.length);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let index = 0; index < text.length; index += 1) bytes[at++] = text.charCodeAt(index);
    this.#length = at;
    return this;
  }

  /** A whole number of at most 15 digits. */
  integer(value: number): this {
    this.reserve(16);
    if (value < 0) this.#bytes[this.#length++] = MINUS;
    this.#digits(Math.abs(value));
    return this;
  }

  /** A number of tenths, with one decimal where it needs one. */
  tenths(value: number): this {
    this.reserve(18);
    if (value < 0) this.#bytes[this.#length++] = MINUS;
    const size = Math.abs(value);
    const tenth = size % 10;
    this.#digits((size - tenth) / 10);
    if (tenth === 0) return this;
    this.#bytes[this.#length++] = POINT;
    this.#bytes[this.#length++] = DIGIT_ZERO + tenth;
    return this;
  }

  /** `12 0 R`. */
  reference(id: number): this {
    return this.integer(id).ascii(' 0 R');
  }

  /** Two bytes, the higher first. */
  pair(value: number): this {
    this.reserve(2);
    this.#bytes[this.#length++] = value >>> 8;
    this.#bytes[this.#length++] = value & 0xff;
    return this;
  }

  append(bytes: Uint8Array): this {
    this.reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** Makes room for so many bytes. */
  reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const longer = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + count));
    longer.set(this.bytes);
    this.#bytes = longer;
  }

  #digits(value: number): void {
    let places = 1;
    for (let limit = 10; value >= limit; limit *= 10) places += 1;
    let rest = value;
    for (let at = this.#length + places - 1; at >= this.#length; at -= 1) {
      const next = Math.floor(rest / 10);
      this.#bytes[at] = DIGIT_ZERO + rest - next * 10;
      rest = next;
    }
    this.#length += places;
  }
}
