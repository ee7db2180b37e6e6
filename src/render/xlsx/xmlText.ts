/** What XML 1.0 forbids even as a reference: control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
/** Text that a reader would take for such an escape (ECMA-376 Part 1, 22.9.2.19 ST_Xstring). */
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;
/** XML readers turn a carriage return into a line feed. */
const SPECIAL = /[&<>"\r]/g;
const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** Text of an element or an attribute; what XML forbids becomes `_xHHHH_`, and text that looks like that is protected. */
export function toXmlText(text: string): string {
  return text
    .replace(LOOKS_ESCAPED, '_x005F_')
    .replace(FORBIDDEN, (unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(SPECIAL, (character) => ESCAPED[character] ?? character);
}

/** How many characters of a text XML forbids. */
export function countForbidden(text: string): number {
  return text.match(FORBIDDEN)?.length ?? 0;
}
