import type { Typeface } from './typeface.ts';

const AFTER_LINE_BREAK = /(?<=[\n\v\f\u0085\u2028\u2029]|\r(?!\n))/u;
const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/u;
/** After these a line may end. */
const SPACE = /[^\S\u00a0\u202f]|\u0085/u;
/** After these, too, where no digit follows: dates and subjects' numbers stay whole. */
const JOINT = /[-/;|_\u00ad\u2010\u2012-\u2014]/u;
const DIGIT = /\d/u;
/** Before and after each of these. */
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;
/** Stays with what it stands on. */
const MARK = /[\p{M}\u200d]/u;
const ELLIPSIS = '…';

/** The text's characters as they are shown: composed where that is the same. */
export function toShown(text: string): string {
  return text.normalize('NFC');
}

/** The same, line by line where the text says so itself. */
export function toParagraphs(text: string): readonly string[] {
  return toShown(text).split(LINE_BREAK);
}

/** Lines of at most `width` thousandths of an em; spaces and a line break at a line's end may stand beyond it. Nothing is left out. */
export function wrapText(face: Typeface, text: string, width: number): readonly string[] {
  const paragraphs = toShown(text).split(AFTER_LINE_BREAK);
  return paragraphs.flatMap((paragraph) => wrapParagraph(face, paragraph, width));
}

function wrapParagraph(face: Typeface, text: string, width: number): string[] {
  const lines: string[] = [];
  let start = 0;
  // Where the line may end, and how wide the text is that would go on to the next one.
  let stop = 0;
  let afterStop = 0;
  let used = 0;
  let at = 0;
  let before = '';
  for (const character of text) {
    const advance = face.advance(face.glyph(character.codePointAt(0) ?? 0));
    if (before !== '' && canBreak(before, character)) {
      stop = at;
      afterStop = 0;
    }
    const mayHang = SPACE.test(character) || MARK.test(character);
    if (used + advance > width && at > start && !mayHang) {
      const end = stop > start ? stop : at;
      lines.push(text.slice(start, end));
      used = stop > start ? afterStop : 0;
      start = end;
      stop = end;
    }
    used += advance;
    afterStop += advance;
    at += character.length;
    before = character;
  }
  lines.push(text.slice(start));
  return lines;
}

function canBreak(before: string, after: string): boolean {
  if (MARK.test(after) || SPACE.test(after)) return false;
  if (SPACE.test(before)) return true;
  if (JOINT.test(before)) return !DIGIT.test(after);
  return IDEOGRAPH.test(before) || IDEOGRAPH.test(after);
}

/** The text, ended with an ellipsis where it is wider than `width` thousandths of an em. */
export function fitText(face: Typeface, text: string, width: number): string {
  const [whole = '', ...others] = wrapText(face, text, width);
  if (others.length === 0) return whole;
  const ellipsis = face.advance(face.glyph(ELLIPSIS.charCodeAt(0)));
  return `${wrapText(face, text, width - ellipsis)[0]?.trimEnd() ?? ''}${ELLIPSIS}`;
}
