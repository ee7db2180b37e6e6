import { packBits } from './bitPacking.ts';
import { appendText, Dictionary } from './dictionary.ts';
import { GrowingBuffer } from './growingBuffer.ts';
import type { ValueWriter } from './valueWriter.ts';

const NONE = Buffer.alloc(0);

/** Writes one value at a place; false where it cannot be held. */
type WriteValue = (target: Buffer, at: number, bytes: Buffer, start: number, end: number) => boolean;

/** Values of one size, PLAIN: so many bytes each or, as `bits`, one bit. */
export function createFixedWriter(
  size: number,
  write: WriteValue,
  as: 'bytes' | 'bits' = 'bytes',
): ValueWriter {
  const values = new GrowingBuffer();
  return {
    append(bytes, start, end) {
      values.reserve(size);
      const isHeld = write(values.bytes, values.size, bytes, start, end);
      values.size += size;
      return isHeld;
    },
    sizeBytes: () => values.size,
    take() {
      const written = values.written();
      const plain = as === 'bytes' ? Buffer.from(written) : packPlainBits(written);
      values.size = 0;
      return { plain, dictionary: undefined, count: 0, encoded: NONE };
    },
  };
}

/** Texts, by the numbers of a dictionary as long as it has room; without one from then on. */
export function createTextWriter(): ValueWriter {
  const plain = new GrowingBuffer();
  let dictionary: Dictionary | undefined = new Dictionary();
  let numbers = new Int32Array(1024);
  let count = 0;

  function leaveDictionary(full: Dictionary): void {
    for (let index = 0; index < count; index++) {
      const [start, end] = full.placeOf(numbers[index] ?? 0);
      appendText(plain, full.entries.bytes, start + 4, end);
    }
    dictionary = undefined;
  }

  return {
    append(bytes, start, end) {
      const number = dictionary?.find(bytes, start, end) ?? -1;
      if (number === -1) {
        if (dictionary !== undefined) leaveDictionary(dictionary);
        appendText(plain, bytes, start, end);
        return true;
      }
      if (count === numbers.length) {
        const longer = new Int32Array(count * 2);
        longer.set(numbers);
        numbers = longer;
      }
      numbers[count++] = number;
      return true;
    },
    sizeBytes: () => (dictionary === undefined ? plain.size : dictionary.entries.size + 4 * count),
    take() {
      if (dictionary === undefined) {
        const taken = Buffer.from(plain.written());
        plain.size = 0;
        return { plain: taken, dictionary: undefined, count: 0, encoded: NONE };
      }
      const bitWidth = Math.max(1, 32 - Math.clz32(Math.max(0, dictionary.count - 1)));
      const encoded = Buffer.concat([Buffer.from([bitWidth]), packBits(numbers, count, bitWidth)]);
      const entries = Buffer.from(dictionary.entries.written());
      const entryCount = dictionary.count;
      dictionary.clear();
      count = 0;
      return { plain: NONE, dictionary: entries, count: entryCount, encoded };
    },
  };
}

function packPlainBits(values: Buffer): Buffer {
  const packed = packBits(values, values.length, 1);
  return packed.subarray(packed.length - Math.ceil(values.length / 8));
}
