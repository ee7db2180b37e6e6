/** Excel takes a number closer to zero than this for zero (IEEE 754, the smallest normal double). */
const SMALLEST = 2.2250738585072014e-308;
/** Excel keeps, and shows, so many significant digits (Excel specifications and limits). */
const MOST_DIGITS = 15;

/**
 * Whether Excel keeps a number as PostgreSQL prints it. One of a float column is a double, as in Excel; any other must have
 * no more digits than Excel shows.
 */
export function isExcelNumber(text: string, isFloat: boolean): boolean {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) return false;
  const digits = text.replace(/e.*/i, '').replaceAll(/\D/g, '').replace(/^0+/, '').replace(/0+$/, '');
  if (Math.abs(value) < SMALLEST) return digits === '';
  return isFloat || digits.length <= MOST_DIGITS;
}
