import { PackedNumbers } from './packedNumbers.ts';

/** Objects with consecutive numbers: one at an offset of the file, or `count` of them in an object stream from `index` on. */
export type ObjectRun =
  | { first: number; count: number; offset: number }
  | { first: number; count: number; stream: number; index: number };

const IN_FILE = 0;
const IN_STREAM = 1;

export function packRuns(runs: readonly ObjectRun[]): PackedNumbers {
  const numbers = new PackedNumbers();
  const before = { next: 0, offset: 0, stream: 0, index: 0 };
  for (const run of runs) {
    numbers.add(run.first - before.next);
    before.next = run.first + run.count;
    if ('offset' in run) {
      numbers.add(IN_FILE);
      numbers.add(run.offset - before.offset);
      before.offset = run.offset;
      continue;
    }
    numbers.add(IN_STREAM);
    numbers.add(run.count);
    numbers.add(run.stream - before.stream);
    numbers.add(run.index - before.index);
    before.stream = run.stream;
    before.index = run.index + run.count;
  }
  return numbers;
}

export function* unpackRuns(packed: PackedNumbers): Generator<ObjectRun, void, undefined> {
  const numbers = packed[Symbol.iterator]();
  const before = { next: 0, offset: 0, stream: 0, index: 0 };
  for (const gap of numbers) {
    const first = before.next + gap;
    if (take(numbers) === IN_FILE) {
      before.offset += take(numbers);
      before.next = first + 1;
      yield { first, count: 1, offset: before.offset };
      continue;
    }
    const count = take(numbers);
    before.stream += take(numbers);
    const index = before.index + take(numbers);
    before.next = first + count;
    before.index = index + count;
    yield { first, count, stream: before.stream, index };
  }
}

function take(numbers: Iterator<number, void>): number {
  return numbers.next().value ?? 0;
}
