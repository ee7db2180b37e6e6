import { isUtf8 } from 'node:buffer';

import type { DataType, PackedRows } from '../../domain/dataset.ts';
import { decodeText } from './decodeText.ts';
import type { Variable } from './member.ts';
import { readNumber } from './readNumber.ts';
import { toSeconds } from './temporal.ts';

const BLANK = 0x20;
const LENGTH_BYTES = 4;
const NUMBER_BYTES = 8;
/** What UTF-8 takes for a character of Windows-1252. */
const MOST_UTF8_BYTES = 3;
/** From 1960-01-01, SAS's beginning, to 2000-01-01, PostgreSQL's. */
const EPOCH_DAYS = 14_610;
const EPOCH_SECONDS = EPOCH_DAYS * 86_400;
const TWO_32 = 2 ** 32;

type Options = {
  rowBytes: number;
  variables: readonly Variable[];
  types: readonly DataType[];
  /** What to throw for a NUL character; positions from 0. */
  createNulFault: (row: number, column: number) => Error;
};

/** Makes packed rows of whole rows of a transport file, one block after the other. */
export function createRowPacker({ rowBytes, variables, types, createNulFault }: Options) {
  const sizes = variables.map(({ isText, sizeBytes }) => (isText ? sizeBytes : NUMBER_BYTES));
  const mostBytes = sizes.reduce((sum, size) => sum + LENGTH_BYTES + size, 0);
  let source: Buffer = Buffer.alloc(0);
  let target: Buffer = Buffer.alloc(0);
  let view = new DataView(target.buffer);
  let at = 0;
  let specials: { row: number; column: number; special: string }[] = [];
  let rowsBefore = 0;

  function reserve(sizeBytes: number): void {
    const larger = Buffer.allocUnsafeSlow(sizeBytes);
    target.copy(larger, 0, 0, at);
    target = larger;
    view = new DataView(larger.buffer);
  }

  function packText(start: number, sizeBytes: number): boolean {
    let end = start + sizeBytes;
    while (end > start && source[end - 1] === BLANK) end -= 1;
    let to = at + LENGTH_BYTES;
    let bits = 0;
    let hasNul = false;
    for (let from = start; from < end; from++) {
      const byte = source[from] ?? 0;
      bits |= byte;
      if (byte === 0) hasNul = true;
      target[to++] = byte;
    }
    if (bits >= 0x80 && !isUtf8(source.subarray(start, end))) return packSlowText(start, sizeBytes);
    view.setInt32(at, end - start);
    at = to;
    return !hasNul;
  }

  /** Windows-1252, whose characters may be longer in UTF-8. */
  function packSlowText(start: number, sizeBytes: number): boolean {
    const text = decodeText(source.subarray(start, start + sizeBytes));
    reserve(target.length + MOST_UTF8_BYTES * sizeBytes);
    const written = target.write(text, at + LENGTH_BYTES, 'utf8');
    view.setInt32(at, written);
    at += LENGTH_BYTES + written;
    return !text.includes('\0');
  }

  function packNumber(value: number, type: DataType | undefined): void {
    if (type === 'date') {
      view.setInt32(at, 4);
      view.setInt32(at + 4, value - EPOCH_DAYS);
      at += 8;
      return;
    }
    view.setInt32(at, NUMBER_BYTES);
    if (type === 'time') packMicros(value, 0);
    else if (type === 'datetime') packMicros(value, EPOCH_SECONDS);
    else view.setFloat64(at + LENGTH_BYTES, value);
    at += LENGTH_BYTES + NUMBER_BYTES;
  }

  function packMicros(value: number, epoch: number): void {
    const { seconds, micros } = toSeconds(value);
    const total = (seconds - epoch) * 1e6 + micros;
    if (Number.isSafeInteger(total)) {
      view.setInt32(at + LENGTH_BYTES, Math.floor(total / TWO_32));
      view.setUint32(at + LENGTH_BYTES + 4, total >>> 0);
    } else {
      view.setBigInt64(at + LENGTH_BYTES, BigInt(seconds - epoch) * 1_000_000n + BigInt(micros));
    }
  }

  function packRow(rowStart: number, row: number): void {
    for (let column = 0; column < variables.length; column++) {
      const variable = variables[column];
      if (variable === undefined) continue;
      const start = rowStart + variable.offset;
      if (variable.isText) {
        if (!packText(start, variable.sizeBytes)) throw createNulFault(rowsBefore + row, column);
        continue;
      }
      const value = readNumber(source, start, variable.sizeBytes);
      if (typeof value === 'number') packNumber(value, types[column]);
      else {
        if (value !== null) specials.push({ row, column, special: value });
        view.setInt32(at, -1);
        at += LENGTH_BYTES;
      }
    }
  }

  return (block: Buffer): PackedRows => {
    const rows = block.length / rowBytes;
    const ends = new Uint32Array(rows);
    source = block;
    at = 0;
    reserve(rows * mostBytes);
    specials = [];
    for (let row = 0; row < rows; row++) {
      packRow(row * rowBytes, row);
      ends[row] = at;
    }
    rowsBefore += rows;
    return { bytes: target.subarray(0, at), ends, specials };
  };
}
