import type { Column, Digits } from '../../domain/dataset.ts';
import { binaryBooleans, binaryClock, binaryDates, binaryMoments, binaryNumbers } from './binaryValues.ts';
import { decimalsOf16Bytes, decimalsOf8Bytes } from './decimalValues.ts';
import type { RepeatFinder } from './repeatFinder.ts';
import { textBooleans, textClock, textDates, textDoubles, textIntegers, textMoments } from './textValues.ts';
import { bool, i32, type Struct, struct } from './thrift.ts';
import type { ValueWriter } from './valueWriter.ts';
import { createBitWriter, createFixedWriter, createTextWriter, type WriteColumn } from './valueWriters.ts';

/** How cells come: as COPY's text format prints them, or as its binary format holds them. */
export type CellEncoding = 'text' | 'binary';

/** How a column is stored, and what readers take it for; `converted` is for those that know no logical types. */
export type ColumnType = {
  physical: number;
  /** Of values that have all the same, where the physical type does not say it. */
  valueBytes?: number;
  converted?: number;
  decimal?: { precision: number; scale: number };
  logical?: Struct;
  createWriter: (encoding: CellEncoding, finder: RepeatFinder) => ValueWriter;
};

const PHYSICAL = { boolean: 0, int32: 1, int64: 2, double: 5, bytes: 6, fixedBytes: 7 };
/** Of a clock on the wall, in microseconds. */
const CLOCK: Struct = [
  [1, bool(false)],
  [2, struct([[2, struct([])]])],
];

const fixed =
  (size: number, write: Record<CellEncoding, WriteColumn>): ColumnType['createWriter'] =>
  (encoding, finder) =>
    createFixedWriter(size, write[encoding], finder);

const TEXT: ColumnType = {
  physical: PHYSICAL.bytes,
  converted: 0,
  logical: [[1, struct([])]],
  createWriter: createTextWriter,
};

const SMALL = { precision: 18, physical: PHYSICAL.int64, valueBytes: 8, write: decimalsOf8Bytes };
const LARGE = { precision: 38, physical: PHYSICAL.fixedBytes, valueBytes: 16, write: decimalsOf16Bytes };

const TYPES: Readonly<Record<Column['type'], ColumnType>> = {
  string: TEXT,
  // Where no precision and scale hold all of it.
  decimal: TEXT,
  integer: {
    physical: PHYSICAL.int64,
    createWriter: fixed(8, { text: textIntegers, binary: binaryNumbers }),
  },
  float: {
    physical: PHYSICAL.double,
    createWriter: fixed(8, { text: textDoubles, binary: binaryNumbers }),
  },
  boolean: {
    physical: PHYSICAL.boolean,
    createWriter: (encoding) => createBitWriter({ text: textBooleans, binary: binaryBooleans }[encoding]),
  },
  date: {
    physical: PHYSICAL.int32,
    converted: 6,
    logical: [[6, struct([])]],
    createWriter: fixed(4, { text: textDates, binary: binaryDates }),
  },
  time: {
    physical: PHYSICAL.int64,
    logical: [[7, struct(CLOCK)]],
    createWriter: fixed(8, { text: textClock, binary: binaryClock }),
  },
  datetime: {
    physical: PHYSICAL.int64,
    logical: [[8, struct(CLOCK)]],
    createWriter: fixed(8, { text: textMoments, binary: binaryMoments }),
  },
};

/** `digits` are those of a column of decimals, where all of its numbers are known to have no more. */
export function toColumnType({ type }: Pick<Column, 'type'>, digits: Digits | null): ColumnType {
  return digits !== null && isDecimal(digits) ? toDecimalType(digits) : TYPES[type];
}

/** Whether a column of decimals is one in the file, too. */
export const isDecimal = ({ before, behind }: Digits): boolean => before + behind <= LARGE.precision;

/** All of the precision that the bytes hold, so that one more digit makes no other type of a column. */
function toDecimalType({ before, behind: scale }: Digits): ColumnType {
  const { precision, write, ...stored } = before + scale <= SMALL.precision ? SMALL : LARGE;
  const writeColumn = write(scale);
  return {
    ...stored,
    converted: 5,
    decimal: { precision, scale },
    logical: [
      [
        5,
        struct([
          [1, i32(scale)],
          [2, i32(precision)],
        ]),
      ],
    ],
    createWriter: (_, finder) => createFixedWriter(stored.valueBytes, writeColumn, finder),
  };
}
