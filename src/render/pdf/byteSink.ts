const DIGIT_ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;
const REFERENCE = Buffer.from(' 0 R');

/** Bytes that grow at the end; made for many short pieces. */
export class ByteSink {
  #bytes = Buffer.allocUnsafeSlow(64 * 1024);
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

  endsWith(piece: Uint8Array): boolean {
    let at = this.#length;
    for (let index = piece.length - 1; index >= 0; index -= 1) {
      if (this.#bytes[--at] !== piece[index]) return false;
    }
    return true;
  }

  /** Takes back the last bytes. */
  drop(count: number): void {
    this.#length -= count;
  }

  /** Text of ASCII. */
  ascii(text: string): this {
    this.reserve(text.length);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let index = 0; index < text.length; index += 1) bytes[at++] = text.charCodeAt(index);
    this.#length = at;
    return this;
  }

  byte(value: number): this {
    this.reserve(1);
    this.#bytes[this.#length++] = value;
    return this;
  }

  /** A few bytes that come up often: faster than `ascii`, and than `append` where they are less than a hundred. */
  copy(piece: Uint8Array): this {
    this.reserve(piece.length);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let index = 0; index < piece.length; index += 1) bytes[at++] = piece[index] ?? 0;
    this.#length = at;
    return this;
  }

  /** The few bytes once more that stand from `from` up to `to`. */
  again(from: number, to: number): this {
    this.reserve(to - from);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let index = from; index < to; index += 1) bytes[at++] = bytes[index] ?? 0;
    this.#length = at;
    return this;
  }

  /** A whole number of at most 9 digits. */
  integer(value: number): this {
    this.reserve(10);
    let rest = value;
    if (rest < 0) {
      this.#bytes[this.#length++] = MINUS;
      rest = -rest;
    }
    this.#digits(rest);
    return this;
  }

  /** A number of tenths, with one decimal where it needs one. */
  tenths(value: number): this {
    this.reserve(12);
    let size = value;
    if (size < 0) {
      this.#bytes[this.#length++] = MINUS;
      size = -size;
    }
    const whole = (size / 10) | 0;
    const tenth = size - whole * 10;
    this.#digits(whole);
    if (tenth === 0) return this;
    this.#bytes[this.#length++] = POINT;
    this.#bytes[this.#length++] = DIGIT_ZERO + tenth;
    return this;
  }

  /** `12 0 R`. */
  reference(id: number): this {
    return this.integer(id).copy(REFERENCE);
  }

  /** Two bytes, the higher first. */
  pair(value: number): this {
    this.reserve(2);
    this.#bytes[this.#length++] = value >>> 8;
    this.#bytes[this.#length++] = value & 0xff;
    return this;
  }

  /** Of each byte from `start` up to `end` its code, as `pair` writes it. */
  codes(codeOf: Uint16Array, text: Uint8Array, start: number, end: number): this {
    this.reserve(2 * (end - start));
    const bytes = this.#bytes;
    let at = this.#length;
    for (let index = start; index < end; index += 1) {
      const code = codeOf[text[index] ?? 0] ?? 0;
      bytes[at++] = code >>> 8;
      bytes[at++] = code;
    }
    this.#length = at;
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
    if (this.#length + count > this.#bytes.length) this.#grow(count);
  }

  #grow(count: number): void {
    const longer = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#length + count));
    longer.set(this.bytes);
    this.#bytes = longer;
  }

  #digits(value: number): void {
    const bytes = this.#bytes;
    let end = this.#length + 1;
    for (let limit = 10; value >= limit; limit *= 10) end += 1;
    this.#length = end;
    let rest = value;
    do {
      const next = (rest / 10) | 0;
      bytes[--end] = DIGIT_ZERO + rest - next * 10;
      rest = next;
    } while (rest > 0);
  }
}
