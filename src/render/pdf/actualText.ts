import { hasRightToLeft } from './bidiText.ts';
import { pdfText } from './pdfText.ts';

/** A string of PDF/A-2 has at most 32,767 bytes (ISO 19005-2, 6.1.13): so many UTF-16 units behind the byte order mark. */
const MOST_UNITS = (32_767 - 3) / 2;

/**
 * What lines say that have parts from right to left, as a property of their marked content: many readers put what is drawn
 * back into the order of reading by where it stands. Other lines have no need of it. A page has no room for more than a
 * string holds but of blanks that hang over its edge, which then go first; what is still too long is read as it is drawn.
 */
export function toActualText(lines: readonly string[]): string {
  if (!lines.some(hasRightToLeft)) return '';
  const whole = lines.join('');
  const text = whole.length > MOST_UNITS ? lines.map((line) => line.replace(/\s+$/u, ' ')).join('') : whole;
  return text.length > MOST_UNITS ? '' : `/ActualText${pdfText(text)}`;
}
