import { hasRightToLeft, toVisual } from './bidiText.ts';
import type { TextSink } from './textSink.ts';
import type { Typeface } from './typeface.ts';

const FONT = 0x10000;

/** A line of text at a place given in whole tenths of a point; its font must be the one in force, and is again afterwards. */
export function showText(
  page: TextSink,
  { face, size, text, x, y }: { face: Typeface; size: number; text: string; x: number; y: number },
): void {
  page.showAt(x, y);
  let inForce = 0;
  for (let index = 0; index < text.length; index += 1) {
    const codePoint = text.codePointAt(index) ?? 0;
    if (codePoint >= FONT) index += 1;
    const glyph = face.glyph(codePoint);
    const font = Math.floor(glyph / FONT);
    if (font !== inForce) {
      inForce = font;
      page.ascii(`)Tj/${face.fonts[font]?.name ?? ''} ${size} Tf(`);
    }
    page.pair(glyph % FONT);
  }
  page.ascii(')Tj\n');
  if (inForce !== 0) useFont(page, face, size);
}

export function useFont(page: TextSink, face: Typeface, size: number): void {
  page.ascii(`/${face.fonts[0]?.name ?? ''} ${size} Tf\n`);
}

export function measureText(face: Typeface, text: string): number {
  const plain = face.measurePlain(text);
  if (plain !== undefined) return plain;
  let width = 0;
  for (const character of text) width += face.advance(face.glyph(character.codePointAt(0) ?? 0));
  return width;
}

/** A line in the order in which it is shown, and the text that it stands for where that is another. */
export function toShownLine(line: string): string {
  return hasRightToLeft(line) ? toVisual(line) : line;
}
