import { GrowingBuffer } from './growingBuffer.ts';

const MOST_ENTRIES = 16_384;
const MOST_BYTES = 1024 * 1024;
const SLOTS = MOST_ENTRIES * 4;

/** The different texts of a column, found by their bytes, each as PLAIN has it: its length in four bytes, then itself. */
export class Dictionary {
  readonly entries = new GrowingBuffer();
  count = 0;
  #slots = new Int32Array(SLOTS);
  #offsets = new Int32Array(MOST_ENTRIES);

  /** The number of a text, which is added where it is new; −1 where there is no more room. */
  find(bytes: Buffer, start: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    for (let slot = (hash ^ (hash >>> 15)) & (SLOTS - 1); ; slot = (slot + 1) & (SLOTS - 1)) {
      const entry = this.#slots[slot] ?? 0;
      if (entry === 0) return this.#add(slot, bytes, start, end);
      if (this.#isEqual(entry - 1, bytes, start, end)) return entry - 1;
    }
  }

  /** Where the entry begins, its length included, and where it ends. */
  placeOf(entry: number): [start: number, end: number] {
    const start = this.#offsets[entry] ?? 0;
    return [start, start + 4 + this.entries.bytes.readInt32LE(start)];
  }

  clear(): void {
    this.#slots.fill(0);
    this.entries.size = 0;
    this.count = 0;
  }

  #add(slot: number, bytes: Buffer, start: number, end: number): number {
    const { entries } = this;
    if (this.count === MOST_ENTRIES || entries.size + end - start > MOST_BYTES) return -1;
    this.#offsets[this.count] = entries.size;
    appendText(entries, bytes, start, end);
    this.count += 1;
    this.#slots[slot] = this.count;
    return this.count - 1;
  }

  #isEqual(entry: number, bytes: Buffer, start: number, end: number): boolean {
    const held = this.entries.bytes;
    const offset = this.#offsets[entry] ?? 0;
    const size = end - start;
    if (held.readInt32LE(offset) !== size) return false;
    for (let at = 0; at < size; at++) if (held[offset + 4 + at] !== bytes[start + at]) return false;
    return true;
  }
}

export function appendText(target: GrowingBuffer, bytes: Buffer, start: number, end: number): void {
  const size = end - start;
  target.reserve(size + 4);
  const { bytes: held } = target;
  held.writeInt32LE(size, target.size);
  const at = target.size + 4;
  for (let index = 0; index < size; index++) held[at + index] = bytes[start + index] ?? 0;
  target.size = at + size;
}
