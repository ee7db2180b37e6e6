/** What a double always gives back as it was written. */
export const SAFE_DIGITS = 15;
const LONGEST = 300;

/**
 * PostgreSQL's own digits as a JSON number where whoever reads them into a double loses nothing; else as a string: whole
 * numbers beyond 9007199254740991, decimals of more than 15 significant digits, NaN and infinities.
 */
export function toJsonNumber(digits: string, type: 'integer' | 'float' | 'decimal'): string {
  return isKept(digits, type) ? digits : `"${digits}"`;
}

function isKept(digits: string, type: 'integer' | 'float' | 'decimal'): boolean {
  if (!isDigit(digits.charCodeAt(digits.length - 1))) return false;
  // The shortest digits that give the same double.
  if (type === 'float' || digits.length <= SAFE_DIGITS) return true;
  if (type === 'integer') return Number.isSafeInteger(Number(digits));
  return digits.length <= LONGEST && countSignificant(digits) <= SAFE_DIGITS;
}

/** Whether what ends there is a number: NaN, Infinity and -Infinity end with a letter. */
export function isNumber(printed: Uint8Array, end: number): boolean {
  return isDigit(printed[end - 1] ?? 0);
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function countSignificant(digits: string): number {
  return digits.replaceAll(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '').length;
}
