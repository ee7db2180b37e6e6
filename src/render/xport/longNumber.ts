import { MagnitudeError, writeIbmNumber } from './ibmNumber.ts';

/** A number as it is printed: its digits without the zeros at either end, and the power of ten of the last of them. */
type Decimal = { isNegative: boolean; digits: string; exponent: number };

const PRINTED = /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;
/** Every decimal number of so many digits comes back from a double. */
const SAFE_DIGITS = 15;
/** What fits has no bit below 2^-312, so no digit below 10^-312, and 76 digits before the point at the most. */
const MOST_DIGITS = 388;
const FRACTION_BITS = 56;
const BIAS = 64;

/**
 * Writes a number of any length: exactly where 56 bits of fraction can say it, else as the nearest double. Answers false
 * where that is another number, also for whoever prints it as briefly as it can be told from all others. `value` is the
 * nearest double. Throws MagnitudeError.
 */
export function writeLongNumber(
  target: Buffer,
  offset: number,
  { text, value, isDouble }: { text: string; value: number; isDouble: boolean },
): boolean {
  writeIbmNumber(target, offset, value);
  if (isDouble && String(value) === text) return true;
  const decimal = parseDecimal(text);
  if (decimal === undefined || decimal.digits === '') return true;
  if (value === 0) throw new MagnitudeError();
  if (isSafe(decimal, value) || writeExactly(target, offset, decimal)) return true;
  const read = parseDecimal(String(value));
  return read?.digits === decimal.digits && read.exponent === decimal.exponent;
}

function isSafe({ digits, exponent }: Decimal, value: number): boolean {
  return digits.length <= SAFE_DIGITS && (exponent < 0 || Math.abs(value) <= Number.MAX_SAFE_INTEGER);
}

function parseDecimal(text: string): Decimal | undefined {
  const [, sign, whole = '', fraction = '', power = '0'] = PRINTED.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const all = whole + fraction;
  let end = all.length;
  while (end > 0 && all.charAt(end - 1) === '0') end -= 1;
  return {
    isNegative: sign === '-',
    digits: all.slice(0, end).replace(/^0+/, ''),
    exponent: Number(power) - fraction.length + all.length - end,
  };
}

/** Writes nothing, and answers false, where 56 bits of fraction behind a power of 16 are not the number. */
function writeExactly(target: Buffer, offset: number, { isNegative, digits, exponent }: Decimal): boolean {
  if (digits.length > MOST_DIGITS) return false;
  const fives = 5n ** BigInt(Math.abs(exponent));
  let whole = BigInt(digits);
  if (exponent >= 0) whole *= fives;
  else if (whole % fives === 0n) whole /= fives;
  else return false;
  // The number is `whole` × 2^exponent, and less than 2^(bits + exponent).
  const bits = whole.toString(2).length;
  const power = Math.ceil((bits + exponent) / 4);
  const shift = exponent - 4 * power + FRACTION_BITS;
  const fraction = shift >= 0 ? whole << BigInt(shift) : whole >> BigInt(-shift);
  if (shift < 0 && fraction << BigInt(-shift) !== whole) return false;
  if (power < -BIAS || power >= BIAS) throw new MagnitudeError();
  const first = BigInt((isNegative ? 0x80 : 0) + power + BIAS);
  target.writeBigUInt64BE((first << BigInt(FRACTION_BITS)) | fraction, offset);
  return true;
}
