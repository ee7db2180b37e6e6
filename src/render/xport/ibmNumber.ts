const bits = new DataView(new ArrayBuffer(8));
const HIDDEN_BIT = 0x100000;

/** What `writeIbmNumber` cannot hold: beyond 7.2e75, or closer to zero than 5.4e-79. */
export class MagnitudeError extends Error {}

/**
 * Writes eight bytes of IBM hexadecimal floating point (TS-140): a sign, an exponent of 16 with bias 64, and 56 bits of
 * fraction, into which the 53 bits of a double always fit. −0 becomes 0. Throws MagnitudeError.
 */
export function writeIbmNumber(target: Buffer, offset: number, value: number): void {
  if (value === 0) {
    writeWords(target, offset, 0, 0);
    return;
  }
  bits.setFloat64(0, value);
  const high = bits.getUint32(0);
  const low = bits.getUint32(4);
  // The value is 0.1… × 2^power, with the first bit of the fraction set.
  const power = ((high >>> 20) & 0x7ff) - 1022;
  const exponent = Math.ceil(power / 4);
  // Numbers of a double's own smallest exponent have no hidden bit; they are far below what fits.
  if (!Number.isFinite(value) || exponent < -64 || exponent > 63) throw new MagnitudeError();
  const shift = 3 - (4 * exponent - power);
  const fraction = (high & 0xfffff) | HIDDEN_BIT;
  const carried = shift === 0 ? 0 : low >>> (32 - shift);
  const first = ((high >>> 31) << 7) | (exponent + 64);
  writeWords(target, offset, (first << 24) | (fraction << shift) | carried, low << shift);
}

/** Eight bytes, the greatest first; the buffer's own methods check what is certain here. */
function writeWords(target: Buffer, offset: number, high: number, low: number): void {
  target[offset] = high >>> 24;
  target[offset + 1] = (high >>> 16) & 0xff;
  target[offset + 2] = (high >>> 8) & 0xff;
  target[offset + 3] = high & 0xff;
  target[offset + 4] = low >>> 24;
  target[offset + 5] = (low >>> 16) & 0xff;
  target[offset + 6] = (low >>> 8) & 0xff;
  target[offset + 7] = low & 0xff;
}

/** A missing value: `.`, or the letter (or `_`) of a special one, before zeros. */
export function writeMissing(target: Buffer, offset: number, special = '.'): void {
  writeWords(target, offset, special.charCodeAt(0) << 24, 0);
}
