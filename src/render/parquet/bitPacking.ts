import { writeVarint } from './thrift.ts';

/** One run of bit-packed values (Parquet, RLE and bit-packing hybrid), the lowest bit first, in groups of eight. */
export function packBits(values: ArrayLike<number>, count: number, bitWidth: number): Buffer {
  const groups = Math.ceil(count / 8);
  const header: number[] = [];
  writeVarint(header, groups * 2 + 1);
  const bytes = Buffer.alloc(header.length + groups * bitWidth);
  bytes.set(header);
  let at = header.length;
  let held = 0;
  let bits = 0;
  for (let index = 0; index < count; index++) {
    held |= (values[index] ?? 0) << bits;
    bits += bitWidth;
    while (bits >= 8) {
      bytes[at++] = held & 0xff;
      held >>>= 8;
      bits -= 8;
    }
  }
  if (bits > 0) bytes[at] = held;
  return bytes;
}

/** As many ones, in one run. */
export function repeatOne(count: number): Buffer {
  const run: number[] = [];
  writeVarint(run, count * 2);
  return Buffer.from([...run, 1]);
}
