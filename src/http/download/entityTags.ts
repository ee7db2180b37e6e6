const TAG = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g;
/** RFC 9110, 5.6.1.2: empty members of a list are passed over. */
const LIST =
  /^[\s,]*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"(?:\s*,[\s,]*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")*[\s,]*$/;

/**
 * Whether If-Match or If-None-Match names this strong entity tag, given without its quotes. RFC 9110, 8.8.3.2: for
 * If-Match a weak tag never matches. A header with bad syntax names nothing.
 */
export function namesTag(header: string, tag: string, comparison: 'strong' | 'weak'): boolean {
  if (header.trim() === '*') return true;
  if (!LIST.test(header)) return false;
  return [...header.matchAll(TAG)].some(
    ([, weak, value]) => value === tag && (weak === undefined || comparison === 'weak'),
  );
}
