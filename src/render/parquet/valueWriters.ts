import { packBits } from './bitPacking.ts';
import { appendText, Dictionary } from './dictionary.ts';
import { GrowingBuffer, viewOf } from './growingBuffer.ts';
import type { RepeatFinder } from './repeatFinder.ts';
import type { CellColumn, TakenValues, ValueWriter } from './valueWriter.ts';

/** Writes a column's values one behind the other; answers where they end, or, as `~row`, which row cannot be held. */
export type WriteColumn = (target: Buffer, at: number, cells: CellColumn) => number;

/** Values of one size in bytes, PLAIN or, where they repeat, by the numbers of a dictionary. */
export function createFixedWriter(size: number, write: WriteColumn, finder: RepeatFinder): ValueWriter {
  return createValuesWriter(size, write, (values) => {
    const repeats = finder.find(values, size);
    return repeats === undefined ? { plain: values } : { ...repeats, count: values.length / size };
  });
}

/** Values of one bit each, PLAIN. */
export function createBitWriter(write: WriteColumn): ValueWriter {
  const packed = new GrowingBuffer();
  return createValuesWriter(1, write, (values) => {
    packed.size = 0;
    const start = packBits(packed, { values, count: values.length, bitWidth: 1 });
    return { plain: packed.written().subarray(start) };
  });
}

function createValuesWriter(
  size: number,
  write: WriteColumn,
  encode: (values: Buffer) => TakenValues,
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
      const taken = encode(values.written());
      values.size = 0;
      return taken;
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
        return { plain: taken };
      }
      const taken = { entries: dictionary.entries.written(), entryCount: dictionary.count, numbers, count };
      dictionary.clear();
      count = 0;
      return taken;
    },
  };
}
