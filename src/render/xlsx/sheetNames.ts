const MOST_CHARACTERS = 31;
/** What Excel refuses in the name of a sheet, and what XML refuses everywhere. */
const FORBIDDEN = /[[\]:*?/\\\u0000-\u001f\ufffe\uffff]|\p{Cs}/gu;
/** Excel keeps this name for itself. */
const RESERVED = 'history';

/**
 * Names of sheets as Excel takes them: at most 31 characters (UTF-16), none of `[]:*?/\`, no apostrophe at either end, and
 * unique without regard to case. `part` counts the sheets of one dataset: `AE`, `AE (2)`.
 */
export function createSheetNamer(): (wanted: string, part?: number) => string {
  const taken = new Set([RESERVED]);
  return (wanted, part = 1) => {
    const stem = wanted.replace(FORBIDDEN, '_').replace(/^'|'$/g, '_');
    for (let number = part; ; number += 1) {
      const suffix = number === 1 ? '' : ` (${number})`;
      const name = (cut(stem, MOST_CHARACTERS - suffix.length) || '_') + suffix;
      const key = name.toLowerCase();
      if (taken.has(key)) continue;
      taken.add(key);
      return name;
    }
  };
}

/** At most so many UTF-16 units, and never half a character. */
export function cut(text: string, units: number): string {
  if (text.length <= units) return text;
  const last = text.charCodeAt(units - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? units - 1 : units);
}
