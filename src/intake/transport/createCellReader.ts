import { isAscii } from 'node:buffer';

import type { DataType, InputCell } from '../../domain/dataset.ts';
import { decodeText } from './decodeText.ts';
import type { Variable } from './member.ts';
import { readNumber } from './readNumber.ts';
import { toIsoText } from './temporal.ts';

/** Whole rows; `text` has one character a byte, so that offsets mean the same in both. */
export type RowBlock = { bytes: Buffer; text: string; isAscii: boolean };

export function toRowBlock(bytes: Buffer): RowBlock {
  return { bytes, text: bytes.toString('latin1'), isAscii: isAscii(bytes) };
}

/** Reads one column's cell of the row that begins at `rowStart`. */
export type CellReader = (block: RowBlock, rowStart: number) => InputCell;

export function createCellReader(variable: Variable, type: DataType): CellReader {
  if (variable.isText) return createTextReader(variable);
  const toText =
    type === 'date' || type === 'time' || type === 'datetime' ? toIsoText.bind(null, type) : String;
  return ({ bytes }, rowStart) => {
    const value = readNumber(bytes, rowStart + variable.offset, variable.sizeBytes);
    if (value === null) return null;
    return typeof value === 'string' ? { special: value } : toText(value);
  };
}

function createTextReader({ offset, sizeBytes }: Variable): CellReader {
  return (block, rowStart) => {
    const start = rowStart + offset;
    const end = start + sizeBytes;
    if (!block.isAscii) return decodeText(block.bytes.subarray(start, end));
    let last = end;
    while (last > start && block.text.charCodeAt(last - 1) === 0x20) last -= 1;
    return block.text.slice(start, last);
  };
}
