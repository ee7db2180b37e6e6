import { readHeaderName, RECORD_BYTES, toPaddedSize } from '../../src/intake/transport/transportHeader.ts';

/** A variable where a namestr says it is. */
export type PlacedVariable = { name: string; isText: boolean; sizeBytes: number; offset: number };

/** A file of version 5 with one dataset: its variables, and where rows begin. */
export type TransportShape = { variables: readonly PlacedVariable[]; rowBytes: number; rowStart: number };

const NAMESTR_HEADER = 7 * RECORD_BYTES;
const NAMESTR_BYTES = 140;

/** A field of the head, from its first byte to the one behind its last; `expected` says why it may differ. */
type Field = { name: string; start: number; end: number; expected?: string };

const MOMENT = 'the moment of writing; the same data gives the same file';
const PROGRAM = 'it names the program that wrote the file';

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
  { name: 'type of the dataset', start: 552, end: 560, expected: 'the importer does not keep it' },
];

const BLANK_ROWS =
  'a row of text alone is made as long as a record, so that a blank one at the end is no padding';
const MORE_BYTES = 'a text takes more bytes in UTF-8';
const EIGHT_BYTES = 'a number is written in all its eight bytes';
const KEPT_NOT = 'the importer does not keep it';
const NAMESTR: readonly Field[] = [
  { name: 'hash', start: 2, end: 4, expected: KEPT_NOT },
  { name: 'length', start: 4, end: 6 },
  { name: 'number', start: 6, end: 8 },
  { name: 'name', start: 8, end: 16 },
  { name: 'label', start: 16, end: 56 },
  { name: 'format', start: 56, end: 68 },
  { name: 'justification', start: 68, end: 72, expected: KEPT_NOT },
  { name: 'informat', start: 72, end: 84, expected: KEPT_NOT },
  { name: 'position', start: 84, end: 88, expected: 'a column before it is longer' },
];

/** The field of the head that holds this byte. */
export function findHeadField(
  { variables, rowBytes }: TransportShape,
  at: number,
): Omit<Field, 'start' | 'end'> {
  const isIn = (place: number) => (field: Field) => place >= field.start && place < field.end;
  const first = NAMESTR_HEADER + RECORD_BYTES;
  const index = Math.floor((at - first) / NAMESTR_BYTES);
  if (at < first) return HEAD.find(isIn(at)) ?? { name: `byte ${at} of the head` };
  const field = NAMESTR.find(isIn((at - first) % NAMESTR_BYTES));
  const variable = variables[index];
  if (variable === undefined) return { name: `byte ${at} of the head` };
  const name = `${field?.name ?? 'description'} of ${variable.name}`;
  if (field?.name !== 'length') return { ...field, name };
  const isNarrow = rowBytes < RECORD_BYTES && variables.every(({ isText }) => isText);
  return { name, expected: isNarrow ? BLANK_ROWS : variable.isText ? MORE_BYTES : EIGHT_BYTES };
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
  return { variables, rowBytes, rowStart: start + toPaddedSize(count * NAMESTR_BYTES) + RECORD_BYTES };
}
