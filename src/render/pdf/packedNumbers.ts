const MORE = 0x80;
const BITS = 0x7f;
const FIRST_BYTES = 64;

/** Whole numbers in the order in which they came, each in as few bytes as it takes: those of 0 to 63, of either sign, in one. */
export class PackedNumbers {
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #length = 0;

  add(value: number): void {
    // Twice the size, and one more where it is negative. Not by bits: offsets go beyond what 32 of them hold.
    let rest = value < 0 ? -2 * value - 1 : 2 * value;
    while (rest > BITS) {
      this.#put((rest % MORE) | MORE);
      rest = Math.floor(rest / MORE);
    }
    this.#put(rest);
  }

  *[Symbol.iterator](): Generator<number, void, undefined> {
    let value = 0;
    let unit = 1;
    for (let at = 0; at < this.#length; at += 1) {
      const byte = this.#bytes[at] ?? 0;
      value += (byte & BITS) * unit;
      unit *= MORE;
      if ((byte & MORE) !== 0) continue;
      yield value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      value = 0;
      unit = 1;
    }
  }

  #put(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const longer = Buffer.allocUnsafeSlow(Math.ceil(this.#bytes.length * 1.5));
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    this.#bytes[this.#length++] = byte;
  }
}
