import { decodeText } from '../../src/intake/transport/decodeText.ts';
import { readNumber } from '../../src/intake/transport/readNumber.ts';
import {
  findHeadField,
  type PlacedVariable,
  readTransportShape,
  type TransportShape,
} from './transportFields.ts';

/** What differs, in how many places, and why it may; `reason` is undefined where nothing explains it. */
export type TransportDifference = { what: string; places: number; reason?: string };

const BLANK = 0x20;

/**
 * Holds a SAS transport file of version 5 against the one that it was imported from, byte by byte. Differences are told by
 * place, never by value.
 */
export function compareTransport(original: Buffer, written: Buffer): TransportDifference[] {
  const [one, two] = [readTransportShape(original), readTransportShape(written)];
  if (one === undefined || two === undefined) return [{ what: 'the kind of file', places: 1 }];
  if (one.rowStart !== two.rowStart) return [{ what: 'the number of columns', places: 1 }];
  return [...compareHeads(one, two), ...compareRows(one, two)];
}

function compareHeads(one: TransportShape, two: TransportShape): TransportDifference[] {
  const fields = new Map<string, TransportDifference>();
  for (let at = 0; at < one.rowStart; at++) {
    if (one.bytes[at] === two.bytes[at]) continue;
    const { name, ...reason } = findHeadField(one, two, at);
    fields.set(name, { what: name, places: 1, ...reason });
  }
  return [...fields.values()];
}

/** Rows are as many as the written file has, which is the one that guards a blank last row. */
function compareRows(one: TransportShape, two: TransportShape): TransportDifference[] {
  const found = new Map<string, TransportDifference>();
  const add = (what: string, reason?: string) => {
    const key = `${what}: ${reason ?? ''}`;
    const places = (found.get(key)?.places ?? 0) + 1;
    found.set(key, { what, places, ...(reason !== undefined && { reason }) });
  };
  const rows = Math.floor((two.bytes.length - two.rowStart) / two.rowBytes);
  const readRow = ({ bytes, rowStart, rowBytes }: TransportShape, row: number) =>
    bytes.subarray(rowStart + row * rowBytes, rowStart + (row + 1) * rowBytes);
  for (let row = 0; row < rows; row++) {
    const [first, second] = [readRow(one, row), readRow(two, row)];
    if (first.equals(second)) continue;
    for (const [index, variable] of one.variables.entries()) {
      const [cell, other] = [readCell(first, variable), readCell(second, two.variables[index])];
      if (!cell.equals(other)) add(`cells of ${variable.name}`, explainCell(variable, cell, other));
    }
  }
  const rest = one.bytes.subarray(one.rowStart + rows * one.rowBytes);
  if (rest.length >= 80 || rest.some((byte) => byte !== BLANK)) add('the number of rows');
  if (two.bytes.length % 80 !== 0) add('the padding behind the rows');
  return [...found.values()];
}

function readCell(row: Buffer, variable: PlacedVariable | undefined): Buffer {
  return variable === undefined
    ? Buffer.alloc(0)
    : row.subarray(variable.offset, variable.offset + variable.sizeBytes);
}

function explainCell({ isText }: PlacedVariable, cell: Buffer, other: Buffer): string | undefined {
  if (!isText) {
    const isSame = readNumber(cell, 0, cell.length) === readNumber(other, 0, other.length);
    return isSame ? 'the same number to the last bit that a double has' : undefined;
  }
  if (decodeText(cell) !== decodeText(other)) return undefined;
  return cell.length === other.length ? 'the same text in UTF-8' : 'the same text in a longer column';
}
