/** Excel takes a number closer to zero than this for zero (IEEE 754, the smallest normal double). */
const SMALLEST = 2.2250738585072014e-308;
const NUMBER = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Whether a double keeps every digit of a decimal number: whether its shortest text names the same number. */
export function isHeldByDouble(text: string): boolean {
  const value = Number(text);
  const written = toDigits(text);
  if (text === '' || !Number.isFinite(value) || written === undefined) return false;
  if (Math.abs(value) < SMALLEST) return value === 0 && written === toDigits('0');
  return written === toDigits(String(value));
}

/** One text for each number, however it is written: its digits without zeros around them, and the power of ten of the last. */
function toDigits(text: string): string | undefined {
  const [, sign, whole, fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  if (sign === undefined || whole === undefined) return undefined;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign}${significant}e${power}`;
}
