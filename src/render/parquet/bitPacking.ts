import { viewOf } from './growingBuffer.ts';
import { writeVarint } from './thrift.ts';

const WORD_BITS = 32;

/** One run of bit-packed values (Parquet, RLE and bit-packing hybrid), the lowest bit first, in groups of eight; of up to 31 bits. */
export function packBits(values: ArrayLike<number>, count: number, bitWidth: number): Buffer {
  const groups = Math.ceil(count / 8);
  const header: number[] = [];
  writeVarint(header, groups * 2 + 1);
  const bytes = Buffer.alloc(header.length + groups * bitWidth);
  bytes.set(header);
  const view = viewOf(bytes);
  let at = header.length;
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
  return bytes;
}

/** As many ones, in one run. */
export function repeatOne(count: number): Buffer {
  const run: number[] = [];
  writeVarint(run, count * 2);
  return Buffer.from([...run, 1]);
}
