import { eachOf, writeInt64 } from './textValues.ts';
import type { WriteColumn } from './valueWriters.ts';

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const HALF = 2 ** 32;
/** A double has them exactly as far as a product with them can be a safe integer. */
const POWERS = Array.from({ length: 39 }, (_, power) => Number(`1e${power}`));
/** As PostgreSQL reads a numeric from text. */
export const NUMBER = /^\s*([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?\s*$/i;

/** Decimal numbers in text as whole numbers of 10^-scale: DECIMAL of up to 18 digits, the lowest byte first. */
export function decimalsOf8Bytes(scale: number): WriteColumn {
  return eachOf(8, (target, at, bytes, start, end) => {
    const units = parseUnits(bytes, { start, end, scale });
    if (Number.isSafeInteger(units)) writeInt64(target, at, units);
    else {
      const large = toUnits(bytes.toString('latin1', start, end), { scale, mostDigits: 18 });
      if (large === undefined) return false;
      target.writeBigInt64LE(large, at);
    }
    return true;
  });
}

/** The same of up to 38 digits, the highest byte first. */
export function decimalsOf16Bytes(scale: number): WriteColumn {
  return eachOf(16, (target, at, bytes, start, end) => {
    const units = parseUnits(bytes, { start, end, scale });
    if (Number.isSafeInteger(units)) {
      target.fill(units < 0 ? 0xff : 0, at, at + 8);
      target.writeInt32BE(Math.floor(units / HALF), at + 8);
      target.writeInt32BE(units | 0, at + 12);
    } else {
      const large = toUnits(bytes.toString('latin1', start, end), { scale, mostDigits: 38 });
      if (large === undefined) return false;
      target.writeBigInt64BE(large >> 64n, at);
      target.writeBigUInt64BE(BigInt.asUintN(64, large), at + 8);
    }
    return true;
  });
}

/** No safe integer where the number is large, or more than digits and a point. */
function parseUnits(
  bytes: Buffer,
  { start, end, scale }: { start: number; end: number; scale: number },
): number {
  const isNegative = bytes[start] === MINUS;
  let value = 0;
  let decimals = -1;
  let at = isNegative ? start + 1 : start;
  if (at === end) return NaN;
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= ZERO && byte <= NINE) {
      value = value * 10 + (byte - ZERO);
      if (decimals >= 0) decimals += 1;
    } else if (byte === POINT && decimals < 0) decimals = 0;
    else return NaN;
  }
  const units = value * (POWERS[scale - Math.max(0, decimals)] ?? NaN);
  return isNegative ? -units : units;
}

function toUnits(
  text: string,
  { scale, mostDigits }: { scale: number; mostDigits: number },
): bigint | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  const shift = scale + Number(exponent) - fraction.length;
  if (sign === undefined || shift < 0 || whole.length + fraction.length === 0) return undefined;
  const units = BigInt(whole + fraction) * 10n ** BigInt(shift);
  if (units >= 10n ** BigInt(mostDigits)) return undefined;
  return sign === '-' ? -units : units;
}
