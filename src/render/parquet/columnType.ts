import type { Column } from '../../domain/dataset.ts';
import { binaryBooleans, binaryClock, binaryDates, binaryMoments, binaryNumbers } from './binaryValues.ts';
import { textBooleans, textClock, textDates, textDoubles, textIntegers, textMoments } from './textValues.ts';
import { bool, type Struct, struct } from './thrift.ts';
import type { ValueWriter } from './valueWriter.ts';
import { createFixedWriter, createTextWriter, type WriteColumn } from './valueWriters.ts';

/** How cells come: as COPY's text format prints them, or as its binary format holds them. */
export type CellEncoding = 'text' | 'binary';

/** How a column is stored, and what readers take it for; `converted` is for those that know no logical types. */
export type ColumnType = {
  physical: number;
  converted?: number;
  logical?: Struct;
  createWriter: (encoding: CellEncoding) => ValueWriter;
};

const PHYSICAL = { boolean: 0, int32: 1, int64: 2, double: 5, bytes: 6 };
/** Of a clock on the wall, in microseconds. */
const CLOCK: Struct = [
  [1, bool(false)],
  [2, struct([[2, struct([])]])],
];

const fixed =
  (size: number, write: Record<CellEncoding, WriteColumn>): ColumnType['createWriter'] =>
  (encoding) =>
    createFixedWriter(size, write[encoding]);

const TEXT: ColumnType = {
  physical: PHYSICAL.bytes,
  converted: 0,
  logical: [[1, struct([])]],
  createWriter: createTextWriter,
};

const TYPES: Readonly<Record<Column['type'], ColumnType>> = {
  string: TEXT,
  // Exact whatever its size; the data does not say which precision and scale hold all of it.
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
    createWriter: (encoding) =>
      createFixedWriter(1, { text: textBooleans, binary: binaryBooleans }[encoding], 'bits'),
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

export function toColumnType({ type }: Pick<Column, 'type'>): ColumnType {
  return TYPES[type];
}
