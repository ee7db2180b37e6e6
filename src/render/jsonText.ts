const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A JSON string (RFC 8259); control characters and halves of a surrogate pair are escaped. */
export function toJsonText(text: string): string {
  // Most texts need nothing, and finding that out is cheaper than a call of JSON.stringify.
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}
