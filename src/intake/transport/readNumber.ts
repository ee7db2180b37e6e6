/** 16^(e - 64), less the 14 hexadecimal digits of the fraction: exact powers of two. */
const SCALES = Array.from({ length: 128 }, (_, exponent) => 2 ** (4 * (exponent - 78)));
const DOT = 0x2e;
const UNDERSCORE = 0x5f;

/**
 * An IBM hexadecimal double of two to eight bytes (TS-140): a number, null for the missing value, or the name of a
 * special missing value.
 */
export function readNumber(bytes: Buffer, offset: number, sizeBytes: number): number | null | string {
  if (sizeBytes < 8) {
    // Shortened numbers have lost their last bytes, which read as zero.
    const whole = Buffer.alloc(8);
    bytes.copy(whole, 0, offset, offset + sizeBytes);
    return readNumber(whole, 0, 8);
  }
  const word = bytes.readUInt32BE(offset);
  const first = word >>> 24;
  const high = word & 0xffffff;
  const low = bytes.readUInt32BE(offset + 4);
  if (high === 0 && low === 0) return readWithoutFraction(first);
  const magnitude = (high * 2 ** 32 + low) * (SCALES[first & 0x7f] ?? 0);
  return first >= 0x80 ? -magnitude : magnitude;
}

function readWithoutFraction(first: number): number | null | string {
  if (first === DOT) return null;
  const isSpecial = first === UNDERSCORE || (first >= 0x41 && first <= 0x5a);
  return isSpecial ? String.fromCharCode(first) : 0;
}
