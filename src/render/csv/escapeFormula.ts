/** What a spreadsheet takes for the begin of a formula, full-width signs included (OWASP, CSV Injection). */
const BEGIN = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const NEGATIVE_NUMBER = /^-([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$/;

/** The text with an apostrophe before what a spreadsheet would calculate; a negative number stays. `toCell` says it in SQL. */
export function escapeFormula(text: string): string {
  return BEGIN.test(text) && !NEGATIVE_NUMBER.test(text) ? `'${text}` : text;
}
