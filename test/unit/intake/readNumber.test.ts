import assert from 'node:assert/strict';
import fc from 'fast-check';

import { readNumber } from '../../../src/intake/transport/readNumber.ts';
import { toIbmDouble } from '../../support/transportFile.ts';

describe('readNumber', () => {
  const vectors: [string, number][] = [
    ['0000000000000000', 0],
    ['8000000000000000', 0],
    ['4110000000000000', 1],
    ['c110000000000000', -1],
    ['401999999999999a', 0.1],
    ['c276a00000000000', -118.625],
    ['44ffff8000000000', 65535.5],
    ['0010000000000000', 5.397605346934028e-79],
    ['7fffffffffffffff', 7.237005577332262e75],
  ];
  for (const [hex, value] of vectors) {
    it(`reads ${hex} as ${value}`, () => {
      assert.equal(readNumber(Buffer.from(hex, 'hex'), 0, 8), value);
    });
  }

  it('gives back every double of the range that the format holds exactly', () => {
    const doubles = fc.double({ min: 1e-78, max: 7.2e75, noNaN: true });
    fc.assert(
      fc.property(doubles, fc.boolean(), (magnitude, isNegative) => {
        const value = isNegative ? -magnitude : magnitude;
        assert.equal(readNumber(toIbmDouble(value), 0, 8), value);
      }),
      { numRuns: 5_000 },
    );
  });

  it('tells A to Z, _ and . from numbers by their empty fraction', () => {
    assert.equal(readNumber(Buffer.from('2e00000000000000', 'hex'), 0, 8), null);
    assert.equal(readNumber(Buffer.from('5f00000000000000', 'hex'), 0, 8), '_');
    assert.equal(readNumber(Buffer.from('4100000000000000', 'hex'), 0, 8), 'A');
    assert.equal(readNumber(Buffer.from('5a00000000000000', 'hex'), 0, 8), 'Z');
    assert.equal(readNumber(Buffer.from('5a10000000000000', 'hex'), 0, 8), 16 ** 25);
  });
});
