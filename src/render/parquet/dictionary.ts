import { GrowingBuffer } from './growingBuffer.ts';

const MOST_ENTRIES = 16_384;
const MOST_BYTES = 1024 * 1024;
const FIRST_ENTRIES = 64;
const SLOTS_PER_ENTRY = 4;

/** The different texts of a column, found by their bytes, each as PLAIN has it: its length in four bytes, then itself. */
export class Dictionary {
  readonly entries = new GrowingBuffer();
  count = 0;
  #offsets = new Int32Array(FIRST_ENTRIES);
  /** Where an entry is looked for: its number from 1 on, 0 where there is none. */
  #slots = new Int32Array(FIRST_ENTRIES * SLOTS_PER_ENTRY);

  /** The number of a text, which is added where it is new; −1 where there is no more room. */
  find(texts: Texts, start: number, end: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hashOf(texts, start, end) & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot] ?? 0;
      if (entry === 0) return this.#add(slot, texts, start, end);
      if (this.#isEqual(entry - 1, texts.view, start, end)) return entry - 1;
    }
  }

  /** Where the entry begins, its length included, and where it ends. */
  placeOf(entry: number): [start: number, end: number] {
    const start = this.#offsets[entry] ?? 0;
    return [start, start + 4 + this.entries.view.getInt32(start, true)];
  }

  clear(): void {
    this.#slots.fill(0);
    this.entries.size = 0;
    this.count = 0;
  }

  #add(slot: number, texts: Texts, start: number, end: number): number {
    const { entries } = this;
    if (this.count === MOST_ENTRIES || entries.size + end - start > MOST_BYTES) return -1;
    if (this.count === this.#offsets.length) {
      this.#grow();
      return this.find(texts, start, end);
    }
    this.#offsets[this.count] = entries.size;
    appendText(entries, texts, start, end);
    this.count += 1;
    this.#slots[slot] = this.count;
    return this.count - 1;
  }

  /** Few columns need all of the room, and a table may have hundreds. */
  #grow(): void {
    const offsets = new Int32Array(this.#offsets.length * 2);
    offsets.set(this.#offsets);
    this.#offsets = offsets;
    const slots = new Int32Array(offsets.length * SLOTS_PER_ENTRY);
    const mask = slots.length - 1;
    for (let entry = 0; entry < this.count; entry++) {
      const [start, end] = this.placeOf(entry);
      let slot = hashOf(this.entries, start + 4, end) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = entry + 1;
    }
    this.#slots = slots;
  }

  #isEqual(entry: number, view: DataView, start: number, end: number): boolean {
    const held = this.entries.view;
    const offset = this.#offsets[entry] ?? 0;
    if (held.getInt32(offset, true) !== end - start) return false;
    const far = offset + 4 - start;
    let at = start;
    for (; at + 4 <= end; at += 4) if (held.getInt32(far + at) !== view.getInt32(at)) return false;
    for (; at < end; at++) if (held.getUint8(far + at) !== view.getUint8(at)) return false;
    return true;
  }
}

/** Where texts stand, to be read byte by byte and four bytes at a time. */
export type Texts = { bytes: Buffer; view: DataView };

function hashOf({ bytes, view }: Texts, start: number, end: number): number {
  let hash = end - start;
  let at = start;
  for (; at + 4 <= end; at += 4) hash = mix(hash, view.getInt32(at));
  for (; at < end; at++) hash = mix(hash, bytes[at] ?? 0);
  return hash ^ (hash >>> 16);
}

/** As MurmurHash3 mixes. */
export function mix(hash: number, value: number): number {
  const mixed = Math.imul(value, 0xcc9e2d51);
  const next = hash ^ Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0;
}

export function appendText(target: GrowingBuffer, { bytes, view }: Texts, start: number, end: number): void {
  const size = end - start;
  target.reserve(size + 4);
  const { bytes: held, view: heldView } = target;
  heldView.setInt32(target.size, size, true);
  let to = target.size + 4;
  let at = start;
  for (; at + 4 <= end; at += 4, to += 4) heldView.setInt32(to, view.getInt32(at));
  for (; at < end; at++) held[to++] = bytes[at] ?? 0;
  target.size = to;
}
