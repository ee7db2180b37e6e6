/** What PNG calls a row that says how its bytes differ from those above (ISO/IEC 15948, filter method 0). */
const UP = 2;

type Widths = readonly [number, number, number];

/** Rows of three whole numbers of so many bytes, as PDF's predictor 12 writes them: most of their bytes are zero then. */
export class DifferenceTable {
  readonly #widths: Widths;
  readonly #above: Uint8Array;
  readonly #bytes: Buffer;
  #at = 0;

  constructor(widths: Widths, rows: number) {
    const rowBytes = widths.reduce((sum, width) => sum + width, 0);
    this.#widths = widths;
    this.#above = new Uint8Array(rowBytes);
    this.#bytes = Buffer.alloc(rows * (1 + rowBytes));
  }

  isFull(): boolean {
    return this.#at === this.#bytes.length;
  }

  add(one: number, other: number, third: number): void {
    const [first, second, last] = this.#widths;
    this.#bytes[this.#at++] = UP;
    this.#put(one, 0, first);
    this.#put(other, first, second);
    this.#put(third, first + second, last);
  }

  /** The rows since the last time. */
  take(): Buffer {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#at));
    this.#at = 0;
    return taken;
  }

  #put(value: number, from: number, width: number): void {
    let rest = value;
    for (let index = from + width - 1; index >= from; index -= 1) {
      const byte = rest & 0xff;
      this.#bytes[this.#at + index - from] = byte - (this.#above[index] ?? 0);
      this.#above[index] = byte;
      rest = rest > 0xff ? Math.floor(rest / 0x100) : 0;
    }
    this.#at += width;
  }
}
