import type { Column } from '../../domain/dataset.ts';
import { parseNumber } from './parseCell.ts';
import { parseDate, parseDatetime, parseTime } from './parseClock.ts';
import type { ValueWriter } from './valueWriter.ts';
import { createFixedWriter, createTextWriter } from './valueWriters.ts';
import { bool, type Struct, struct } from './thrift.ts';

/** How a column is stored, and what readers take it for; `converted` is for those that know no logical types. */
export type ColumnType = {
  physical: number;
  converted?: number;
  logical?: Struct;
  createWriter: () => ValueWriter;
};

const PHYSICAL = { boolean: 0, int32: 1, int64: 2, double: 5, bytes: 6 };
/** Of a clock on the wall, in microseconds. */
const CLOCK: Struct = [
  [1, bool(false)],
  [2, struct([[2, struct([])]])],
];
const TEXT: ColumnType = {
  physical: PHYSICAL.bytes,
  converted: 0,
  logical: [[1, struct([])]],
  createWriter: createTextWriter,
};
const LETTER_T = 0x74;
const HALF = 2 ** 32;

/** A safe integer: the lower half as it is modulo 2^32, the upper one rounded down. */
function writeInt64(target: Buffer, at: number, value: number): void {
  const upper = Math.floor(value / HALF);
  target.writeInt32LE(value | 0, at);
  target.writeInt32LE(upper, at + 4);
}

/** Whole numbers of microseconds; NaN is what cannot be held. */
const fromText = (parse: (bytes: Buffer, start: number, end: number) => number) =>
  createFixedWriter(8, (target, at, bytes, start, end) => {
    const value = parse(bytes, start, end);
    if (Number.isNaN(value)) return false;
    writeInt64(target, at, value);
    return true;
  });

const TYPES: Readonly<Record<Column['type'], ColumnType>> = {
  string: TEXT,
  // Exact whatever its size; the data does not say which precision and scale hold all of it.
  decimal: TEXT,
  integer: {
    physical: PHYSICAL.int64,
    createWriter: () =>
      createFixedWriter(8, (target, at, bytes, start, end) => {
        const value = parseNumber(bytes, start, end);
        if (Number.isSafeInteger(value)) writeInt64(target, at, value);
        else return writeLargeInteger(target, at, bytes.toString('latin1', start, end));
        return true;
      }),
  },
  float: {
    physical: PHYSICAL.double,
    createWriter: () =>
      createFixedWriter(8, (target, at, bytes, start, end) => {
        target.writeDoubleLE(parseNumber(bytes, start, end), at);
        return true;
      }),
  },
  boolean: {
    physical: PHYSICAL.boolean,
    createWriter: () =>
      createFixedWriter(
        1,
        (target, at, bytes, start) => {
          target[at] = bytes[start] === LETTER_T ? 1 : 0;
          return true;
        },
        'bits',
      ),
  },
  date: {
    physical: PHYSICAL.int32,
    converted: 6,
    logical: [[6, struct([])]],
    createWriter: () =>
      createFixedWriter(4, (target, at, bytes, start, end) => {
        const days = parseDate(bytes, start, end);
        if (Number.isNaN(days)) return false;
        target.writeInt32LE(days, at);
        return true;
      }),
  },
  time: {
    physical: PHYSICAL.int64,
    logical: [[7, struct(CLOCK)]],
    createWriter: () => fromText(parseTime),
  },
  datetime: {
    physical: PHYSICAL.int64,
    logical: [[8, struct(CLOCK)]],
    createWriter: () => fromText(parseDatetime),
  },
};

export function toColumnType({ type }: Pick<Column, 'type'>): ColumnType {
  return TYPES[type];
}

function writeLargeInteger(target: Buffer, at: number, text: string): boolean {
  const isInteger = /^-?\d+$/.test(text);
  const value = isInteger ? BigInt(text) : 0n;
  if (!isInteger || BigInt.asIntN(64, value) !== value) return false;
  target.writeBigInt64LE(value, at);
  return true;
}
