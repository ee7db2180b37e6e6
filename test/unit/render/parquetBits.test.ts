import assert from 'node:assert/strict';

import fc from 'fast-check';

import { packBits } from '../../../src/render/parquet/bitPacking.ts';
import { GrowingBuffer } from '../../../src/render/parquet/growingBuffer.ts';

/** The header's varint, which says how many groups of eight follow, and the values one behind the other, the lowest bit first. */
function unpackBits(packed: Buffer, bitWidth: number): { groups: number; values: number[] } {
  let at = 0;
  let header = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = packed[at++] ?? 0;
    header += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  assert.equal(header % 2, 1, 'not bit-packed');
  const bits = [...packed.subarray(at)].flatMap((byte) =>
    Array.from({ length: 8 }, (_, bit) => (byte >> bit) & 1),
  );
  const groups = (header - 1) / 2;
  assert.equal(bits.length, groups * 8 * bitWidth);
  const values = Array.from({ length: groups * 8 }, (_, index) =>
    bits
      .slice(index * bitWidth, (index + 1) * bitWidth)
      .reduce((value, bit, place) => value + bit * 2 ** place, 0),
  );
  return { groups, values };
}

describe('bit-packed values', () => {
  it('are those that went in, at every width, and zeros up to a whole group', () => {
    const anyRun = fc
      .integer({ min: 1, max: 31 })
      .chain((bitWidth) =>
        fc.tuple(fc.constant(bitWidth), fc.array(fc.nat(2 ** bitWidth - 1), { maxLength: 100 })),
      );
    fc.assert(
      fc.property(anyRun, ([bitWidth, numbers]) => {
        const target = new GrowingBuffer();
        target.append(Array<number>(2000).fill(0xff));
        target.size = 3;
        packBits(target, { values: numbers, count: numbers.length, bitWidth });
        const { groups, values } = unpackBits(target.written().subarray(3), bitWidth);
        assert.equal(groups, Math.ceil(numbers.length / 8));
        const padding = Array<number>(groups * 8 - numbers.length).fill(0);
        assert.deepEqual(values, [...numbers, ...padding]);
      }),
      { numRuns: 2_000 },
    );
  });
});
