import type { GrowingBuffer } from './growingBuffer.ts';
import { writeVarint } from './thrift.ts';

const WORD_BITS = 32;

/**
 * Appends one run of bit-packed values (Parquet, RLE and bit-packing hybrid), the lowest bit first, in groups of eight; of up
 * to 31 bits. Answers where the values begin.
 */
export function packBits(
  target: GrowingBuffer,
  { values, count, bitWidth }: { values: ArrayLike<number>; count: number; bitWidth: number },
): number {
  const groups = Math.ceil(count / 8);
  appendVarint(target, groups * 2 + 1);
  target.reserve(groups * bitWidth);
  const { bytes, view, size: start } = target;
  const end = start + groups * bitWidth;
  let at = start;
  let held = 0;
  let bits = 0;
  for (let index = 0; index < count; index++) {
    const value = values[index] ?? 0;
    held |= value << bits;
    bits += bitWidth;
    if (bits < WORD_BITS) continue;
    view.setInt32(at, held, true);
    at += 4;
    bits -= WORD_BITS;
    held = bits === 0 ? 0 : value >>> (bitWidth - bits);
  }
  for (; bits > 0; bits -= 8, held >>>= 8) bytes[at++] = held & 0xff;
  bytes.fill(0, at, end);
  target.size = end;
  return start;
}

/** Appends as many ones, in one run. */
export function repeatOne(target: GrowingBuffer, count: number): void {
  appendVarint(target, count * 2);
  target.append([1]);
}

function appendVarint(target: GrowingBuffer, value: number): void {
  const varint: number[] = [];
  writeVarint(varint, value);
  target.append(varint);
}
