import assert from 'node:assert/strict';

import fc from 'fast-check';

import { writeIbmNumber } from '../../../src/render/xport/ibmNumber.ts';
import { writeLongNumber } from '../../../src/render/xport/longNumber.ts';
import { assertRefused, numberColumn, renderTransport, rowsOf } from './renderTransport.ts';

/** What the eight bytes say, as a fraction of two whole numbers. */
function readExactly(bytes: Buffer): { over: bigint; under: bigint } {
  const word = bytes.readBigUInt64BE();
  const power = 4 * Number((word >> 56n) & 0x7fn) - 4 * 64 - 56;
  const fraction = (word & 0xff_ffff_ffff_ffffn) * (word >> 63n === 1n ? -1n : 1n);
  return power >= 0
    ? { over: fraction << BigInt(power), under: 1n }
    : { over: fraction, under: 1n << BigInt(-power) };
}

function isExactly(bytes: Buffer, text: string): boolean {
  const [whole = '', fraction = ''] = text.split('.');
  const { over, under } = readExactly(bytes);
  return over * 10n ** BigInt(fraction.length) === BigInt(whole + fraction) * under;
}

/** Whether some fraction of 56 bits is the number, told by its shortest binary form. */
function fitsExactly(text: string): boolean {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  let over = BigInt(whole + fraction);
  let under = 10n ** BigInt(fraction.length);
  if (over === 0n) return true;
  let power = 0;
  for (; over >= under; power += 1) under *= 16n;
  for (; over * 16n < under; power -= 1) over *= 16n;
  return (over << 56n) % under === 0n && power < 64 && power >= -64;
}

describe('A number of a transport file', () => {
  const render = (type: 'integer' | 'decimal' | 'float', cell: string) =>
    renderTransport('XPORT', { columns: [numberColumn('N', type)], rows: [['1'], [cell], ['2']] });

  for (const [what, type, cell, hex] of [
    ['−0, which is 0', 'float', '-0', '0000000000000000'],
    [
      'the largest whole number up to which a double has all',
      'integer',
      '9007199254740991',
      '4e1fffffffffffff',
    ],
    ['a whole number that a double does not have', 'integer', '9007199254740993', '4e20000000000001'],
    ['one below zero', 'integer', '-9007199254740993', 'ce20000000000001'],
    ['the largest of 56 bits', 'integer', '72057594037927935', '4effffffffffffff'],
    ['a multiple of 16 beyond them', 'integer', '150000000000010000', '4f214e8348c4f271'],
    ['the smallest of 64 bits', 'integer', '-9223372036854775808', 'd080000000000000'],
    ['a decimal of 56 bits', 'decimal', '2251799813685248.0625', '4d80000000000001'],
    ['a decimal with many zeros', 'decimal', '1.50000000000000000000', '4118000000000000'],
    ['a decimal that is 1 / 65,536', 'decimal', '0.0000152587890625', '3d10000000000000'],
    ['a decimal that no binary number is', 'decimal', '0.1', '401999999999999a'],
    ['a small decimal', 'decimal', '-0.0000000000000000000000000001', 'a9'],
    ['a double of 17 digits', 'float', '0.30000000000000004', '404cccccccccccd0'],
    ['a double as PostgreSQL prints it', 'float', '1e-05', '3ca7c5ac471b4788'],
  ] as const) {
    it(`is kept: ${what}`, async () => {
      const { bytes, file } = await render(type, cell);
      assert.equal(rowsOf(bytes).toString('hex', 8, 8 + hex.length / 2), hex);
      assert.deepEqual(file?.notes, []);
    });
  }

  for (const [what, type, cell, hex] of [
    ['the largest whole number of 64 bits', 'integer', '9223372036854775807', '5080000000000000'],
    ['80 digits', 'decimal', `${'9'.repeat(40)}.${'9'.repeat(40)}`, '621d6329f1c35ca5'],
    [
      'a decimal of 16 digits that is next to another double',
      'decimal',
      '0.8123456789012346',
      '40cff5e2ebed7f08',
    ],
    ['a decimal of 24 digits', 'decimal', '1234567890.12345678901234', '48499602d21f9adc'],
  ] as const) {
    it(`is rounded to the nearest double, which the notes tell: ${what}`, async () => {
      const { bytes, file } = await render(type, cell);
      assert.equal(rowsOf(bytes).toString('hex', 8, 16), hex);
      assert.deepEqual(file?.notes, ['AE.N: 1 number is rounded, to 15 digits or more.']);
    });
  }

  it('is counted by column where it is rounded', async () => {
    const long = '0.12345678901234567890';
    const { file } = await renderTransport('XPORT5', {
      columns: [numberColumn('A', 'decimal'), numberColumn('B', 'decimal'), numberColumn('C', 'float')],
      rows: [
        [long, '1', '0.1234567890123456'],
        [long, long, null],
        ['.A', null, '9007199254740993'],
      ],
    });
    assert.deepEqual(file?.notes, [
      'AE.A: 2 numbers are rounded, to 15 digits or more.',
      'AE.B: 1 number is rounded, to 15 digits or more.',
    ]);
  });

  for (const [what, type, cell] of [
    ['the largest double', 'float', '1.7976931348623157e+308'],
    ['a denormal double', 'float', '5e-324'],
    ['infinity', 'float', '-Infinity'],
    ['a whole number beyond 7.2e75', 'decimal', `8${'0'.repeat(75)}`],
    ['a decimal that a double takes for 0', 'decimal', `0.${'0'.repeat(400)}1`],
    ['a decimal with thousands of digits', 'decimal', `${'7'.repeat(5_000)}.${'7'.repeat(5_000)}`],
  ] as const) {
    it(`is refused with its row: ${what}`, async () => {
      await assertRefused(
        render(type, cell),
        'AE.N, row 2: a number beyond 7.2e75 or closer to zero than 5.4e-79.',
      );
    });
  }

  it('is refused with its row where it is none', async () => {
    await assertRefused(render('decimal', 'NaN'), 'AE.N, row 2: a text that is no number.');
  });

  it('is kept exactly wherever 56 bits can say it, and is the nearest double wherever they cannot', () => {
    const digits = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
    const whole = fc.oneof(
      digits,
      fc
        .tuple(fc.bigInt({ min: -(2n ** 57n), max: 2n ** 57n }), fc.bigInt({ min: 0n, max: 20n }))
        .map(([bits, power]) => bits << power),
    );
    const half = fc
      .tuple(fc.bigInt({ min: 0n, max: 2n ** 57n }), fc.integer({ min: 1, max: 60 }))
      .map(([bits, places]) => {
        const all = String(bits * 5n ** BigInt(places)).padStart(places + 1, '0');
        return `${all.slice(0, -places)}.${all.slice(-places)}`;
      });
    fc.assert(
      fc.property(fc.oneof(whole.map(String), half), (text) => {
        const [bytes, double] = [Buffer.alloc(8), Buffer.alloc(8)];
        const value = Number(text);
        writeIbmNumber(double, 0, value);
        const isKept = writeLongNumber(bytes, 0, { text, value, isDouble: false });
        if (isExactly(bytes, text)) assert.ok(isKept);
        else {
          assert.ok(!fitsExactly(text));
          assert.ok(bytes.equals(double));
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
