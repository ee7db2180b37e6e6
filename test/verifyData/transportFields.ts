import { isAscii } from 'node:buffer';

import { readHeaderName, RECORD_BYTES, toPaddedSize } from '../../src/intake/transport/transportHeader.ts';

/** A variable where a namestr says it is. */
export type PlacedVariable = { name: string; isText: boolean; sizeBytes: number; offset: number };

/** A file of version 5 with one dataset: its variables, and where rows begin. */
export type TransportShape = {
  bytes: Buffer;
  variables: readonly PlacedVariable[];
  rowBytes: number;
  rowStart: number;
};

const NAMESTR_HEADER = 7 * RECORD_BYTES;
const NAMESTR_BYTES = 140;

/**
 * A field of the head, from its first byte to the one behind its last; `expected` says why it may differ, `isLeftOut` that
 * it may only where the written file has nothing there.
 */
type Field = { name: string; start: number; end: number; expected?: string; isLeftOut?: true };

const MOMENT = 'the moment of writing; the same data gives the same file';
const PROGRAM = 'it names the program that wrote the file';
const LEFT_OUT = { expected: 'the importer does not keep it', isLeftOut: true } as const;

/** The fields of the records before the namestrs (TS-140) that are no constants. */
const HEAD: readonly Field[] = [
  { name: 'SAS version of the library', start: 104, end: 112, expected: PROGRAM },
  { name: 'operating system of the library', start: 112, end: 120, expected: PROGRAM },
  { name: 'creation of the library', start: 144, end: 160, expected: MOMENT },
  { name: 'change of the library', start: 160, end: 176, expected: MOMENT },
  { name: 'name of the dataset', start: 408, end: 416 },
  { name: 'SAS version of the dataset', start: 424, end: 432, expected: PROGRAM },
  { name: 'operating system of the dataset', start: 432, end: 440, expected: PROGRAM },
  { name: 'creation of the dataset', start: 464, end: 480, expected: MOMENT },
  { name: 'change of the dataset', start: 480, end: 496, expected: MOMENT },
  { name: 'label of the dataset', start: 512, end: 552 },
  { name: 'type of the dataset', start: 552, end: 560, ...LEFT_OUT },
];

const BLANK_ROWS =
  'a row of text alone is made as long as a record, so that a blank one at the end is no padding';
const MORE_BYTES = 'a text takes more bytes in UTF-8';
const EIGHT_BYTES = 'a number is written in all its eight bytes';
const POSITION = 'a column before it is longer';
const NAMESTR: readonly Field[] = [
  { name: 'hash', start: 2, end: 4, ...LEFT_OUT },
  { name: 'length', start: 4, end: 6 },
  { name: 'number', start: 6, end: 8 },
  { name: 'name', start: 8, end: 16 },
  { name: 'label', start: 16, end: 56 },
  { name: 'format', start: 56, end: 68 },
  { name: 'justification', start: 68, end: 72, ...LEFT_OUT },
  { name: 'informat', start: 72, end: 84, ...LEFT_OUT },
  { name: 'position', start: 84, end: 88 },
];

/** The field of the head that holds this byte, and why the written file may differ in it. */
export function findHeadField(
  original: TransportShape,
  written: TransportShape,
  at: number,
): { name: string; reason?: string } {
  const first = NAMESTR_HEADER + RECORD_BYTES;
  const index = Math.floor((at - first) / NAMESTR_BYTES);
  const start = at < first ? 0 : first + index * NAMESTR_BYTES;
  const isHere = (field: Field) => at >= start + field.start && at < start + field.end;
  const field = (at < first ? HEAD : NAMESTR).find(isHere);
  const variable = original.variables[index];
  if (field === undefined || (at >= first && variable === undefined))
    return { name: `byte ${at} of the head` };
  const name = at < first ? field.name : `${field.name} of ${variable?.name ?? ''}`;
  const reason = findReason(field, { original, written, index, start });
  return { name, ...(reason !== undefined && { reason }) };
}

type Place = { original: TransportShape; written: TransportShape; index: number; start: number };

function findReason({ name, start, end, expected, isLeftOut }: Field, place: Place): string | undefined {
  const { original, written, index } = place;
  if (name === 'length') return explainLength(original, written, index);
  if (name === 'position') {
    const before = original.variables.slice(0, index);
    const isLonger = before.some(({ sizeBytes }, at) => (written.variables[at]?.sizeBytes ?? 0) > sizeBytes);
    return isLonger ? POSITION : undefined;
  }
  const text = written.bytes.toString('latin1', place.start + start, place.start + end);
  return isLeftOut === undefined || /^[ \0]*$/.test(text) ? expected : undefined;
}

/** A length may only grow, and only for a reason that this very column gives. */
function explainLength(original: TransportShape, written: TransportShape, index: number): string | undefined {
  const [one, two] = [original.variables[index], written.variables[index]];
  if (one === undefined || two === undefined || two.sizeBytes <= one.sizeBytes) return undefined;
  if (!one.isText) return two.sizeBytes === 8 ? EIGHT_BYTES : undefined;
  const isNarrow = original.rowBytes < RECORD_BYTES && original.variables.every(({ isText }) => isText);
  if (isNarrow) return BLANK_ROWS;
  return hasOtherThanAscii(original, one) ? MORE_BYTES : undefined;
}

function hasOtherThanAscii({ bytes, rowStart, rowBytes }: TransportShape, variable: PlacedVariable): boolean {
  for (let row = rowStart; row + rowBytes <= bytes.length; row += rowBytes) {
    const cell = bytes.subarray(row + variable.offset, row + variable.offset + variable.sizeBytes);
    if (!isAscii(cell)) return true;
  }
  return false;
}

/** The shape of a file of version 5 with one dataset; undefined for any other. */
export function readTransportShape(bytes: Buffer): TransportShape | undefined {
  const namestr = bytes.subarray(NAMESTR_HEADER, NAMESTR_HEADER + RECORD_BYTES);
  if (readHeaderName(namestr) !== 'NAMESTR') return undefined;
  const count = Number(namestr.toString('latin1', 54, 58));
  const start = NAMESTR_HEADER + RECORD_BYTES;
  const variables = Array.from({ length: count }, (_, index): PlacedVariable => {
    const at = start + index * NAMESTR_BYTES;
    return {
      name: bytes.toString('latin1', at + 8, at + 16).trimEnd(),
      isText: bytes.readInt16BE(at) === 2,
      sizeBytes: bytes.readInt16BE(at + 4),
      offset: bytes.readInt32BE(at + 84),
    };
  });
  const rowBytes = variables.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return { bytes, variables, rowBytes, rowStart: start + toPaddedSize(count * NAMESTR_BYTES) + RECORD_BYTES };
}
