import { mix } from './dictionary.ts';

const MOST_ENTRIES = 16_384;
/** A dictionary pays where its values come so often on average. */
const LEAST_REPEATS = 4;
const WORD_BYTES = Int32Array.BYTES_PER_ELEMENT;

/** The different values of a column, one behind the other, and for each of its values which of these it is. */
export type Repeats = { entries: Buffer; entryCount: number; numbers: Int32Array };

/** Finds values that come again, column by column, in memory that it uses again. */
export class RepeatFinder {
  #numbers = new Int32Array(0);
  #entries = new Int32Array(0);
  /** Where a value is looked for: its number from 1 on, 0 where there is none. */
  #slots = new Int32Array(0);

  /**
   * Of values of one size, a multiple of four bytes, told apart by their bytes; undefined where too few of them repeat. What
   * is found stands until the next is looked for.
   */
  find(values: Buffer, valueBytes: number): Repeats | undefined {
    const words = valueBytes / WORD_BYTES;
    const count = values.length / valueBytes;
    const most = Math.min(MOST_ENTRIES, Math.floor(count / LEAST_REPEATS));
    if (most === 0) return undefined;
    const slotCount = 2 ** Math.ceil(Math.log2(2 * most));
    if (this.#numbers.length < count) this.#numbers = new Int32Array(count);
    if (this.#entries.length < most * words) this.#entries = new Int32Array(most * words);
    if (this.#slots.length < slotCount) this.#slots = new Int32Array(slotCount);
    const slots = this.#slots.subarray(0, slotCount).fill(0);
    const source = new Int32Array(values.buffer, values.byteOffset, count * words);
    const entries = this.#entries;
    const numbers = this.#numbers;
    const mask = slotCount - 1;
    let found = 0;
    for (let index = 0, at = 0; index < count; index++, at += words) {
      let slot = hashOf(source, at, words) & mask;
      let entry = slots[slot] ?? 0;
      while (entry !== 0 && !isEqual(entries, (entry - 1) * words, source, at, words)) {
        slot = (slot + 1) & mask;
        entry = slots[slot] ?? 0;
      }
      if (entry === 0) {
        if (found === most) return undefined;
        for (let word = 0; word < words; word++) entries[found * words + word] = source[at + word] ?? 0;
        entry = ++found;
        slots[slot] = entry;
      }
      numbers[index] = entry - 1;
    }
    return { entries: Buffer.from(entries.buffer, 0, found * valueBytes), entryCount: found, numbers };
  }
}

function hashOf(source: Int32Array, at: number, words: number): number {
  let hash = 0;
  for (let word = 0; word < words; word++) hash = mix(hash, source[at + word] ?? 0);
  return hash ^ (hash >>> 16);
}

function isEqual(
  entries: Int32Array,
  entryAt: number,
  source: Int32Array,
  at: number,
  words: number,
): boolean {
  for (let word = 0; word < words; word++) {
    if (entries[entryAt + word] !== source[at + word]) return false;
  }
  return true;
}
