import { packBits } from './bitPacking.ts';
import { appendText, Dictionary } from './dictionary.ts';
import { findRepeats } from './findRepeats.ts';
import { GrowingBuffer, viewOf } from './growingBuffer.ts';
import type { CellColumn, EncodedValues, ValueWriter } from './valueWriter.ts';

const NONE = Buffer.alloc(0);

/** Writes a column's values one behind the other; answers where they end, or, as `~row`, which row cannot be held. */
export type WriteColumn = (target: Buffer, at: number, cells: CellColumn) => number;

/** Values of one size in bytes, PLAIN or, where they repeat, by the numbers of a dictionary. */
export function createFixedWriter(size: number, write: WriteColumn): ValueWriter {
  return createValuesWriter(size, write, (values) => {
    const repeats = findRepeats(values, size);
    if (repeats === undefined) return { plain: values, dictionary: undefined, count: 0, encoded: NONE };
    const { entries, entryCount, numbers } = repeats;
    const encoded = encodeNumbers(numbers, numbers.length, entryCount);
    return { plain: NONE, dictionary: entries, count: entryCount, encoded };
  });
}

/** Values of one bit each, PLAIN. */
export function createBitWriter(write: WriteColumn): ValueWriter {
  return createValuesWriter(1, write, (values) => {
    const packed = packBits(values, values.length, 1);
    const plain = packed.subarray(packed.length - Math.ceil(values.length / 8));
    return { plain, dictionary: undefined, count: 0, encoded: NONE };
  });
}

function createValuesWriter(
  size: number,
  write: WriteColumn,
  encode: (values: Buffer) => EncodedValues,
): ValueWriter {
  const values = new GrowingBuffer();
  return {
    append(cells) {
      values.reserve(size * cells.batch.rows);
      const end = write(values.bytes, values.size, cells);
      if (end < 0) return ~end;
      values.size = end;
      return -1;
    },
    sizeBytes: () => values.size,
    take() {
      const encoded = encode(values.written());
      values.size = 0;
      return encoded;
    },
  };
}

/** Texts, by the numbers of a dictionary as long as it has room; without one from then on. */
export function createTextWriter(): ValueWriter {
  const plain = new GrowingBuffer();
  let dictionary: Dictionary | undefined = new Dictionary();
  let numbers = new Int32Array(256);
  let count = 0;

  function leaveDictionary(full: Dictionary): void {
    for (let index = 0; index < count; index++) {
      const [start, end] = full.placeOf(numbers[index] ?? 0);
      appendText(plain, full.entries, start + 4, end);
    }
    dictionary = undefined;
  }

  return {
    append({ batch: { bytes, starts, ends, rows }, column, columns }) {
      if (count + rows > numbers.length) {
        const longer = new Int32Array(Math.max(count * 2, count + rows));
        longer.set(numbers);
        numbers = longer;
      }
      const texts = { bytes, view: viewOf(bytes) };
      for (let row = 0, cell = column; row < rows; row++, cell += columns) {
        const start = starts[cell] ?? 0;
        const end = ends[cell] ?? 0;
        if (end < start) continue;
        const number = dictionary?.find(texts, start, end) ?? -1;
        if (number >= 0) {
          numbers[count++] = number;
          continue;
        }
        if (dictionary !== undefined) leaveDictionary(dictionary);
        appendText(plain, texts, start, end);
      }
      return -1;
    },
    sizeBytes: () => (dictionary === undefined ? plain.size : dictionary.entries.size + 4 * count),
    take() {
      if (dictionary === undefined) {
        const taken = plain.written();
        plain.size = 0;
        return { plain: taken, dictionary: undefined, count: 0, encoded: NONE };
      }
      const encoded = encodeNumbers(numbers, count, dictionary.count);
      const entries = dictionary.entries.written();
      const entryCount = dictionary.count;
      dictionary.clear();
      count = 0;
      return { plain: NONE, dictionary: entries, count: entryCount, encoded };
    },
  };
}

/** The numbers of a dictionary's entries (Parquet, RLE_DICTIONARY), with no more bits each than the largest needs. */
function encodeNumbers(numbers: Int32Array, count: number, entryCount: number): Buffer {
  const bitWidth = Math.max(1, 32 - Math.clz32(Math.max(0, entryCount - 1)));
  return Buffer.concat([Buffer.from([bitWidth]), packBits(numbers, count, bitWidth)]);
}
