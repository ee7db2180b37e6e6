import type { TextSink } from './textSink.ts';
import type { Typeface } from './typeface.ts';

/** A glyph is the index of its font times this, and its code therein. */
export const FONT_CODES = 0x10000;

export type Line = { face: Typeface; size: number; text: string; x: number; y: number };

/** A line of text at a place given in whole tenths of a point; its font must be the one in force, and is again afterwards. */
export function showText(page: TextSink, { face, size, text, x, y }: Line): void {
  page.showAt(x, y);
  let inForce = 0;
  for (let index = 0; index < text.length; index += 1) {
    const codePoint = text.codePointAt(index) ?? 0;
    if (codePoint > 0xffff) index += 1;
    const glyph = face.glyph(codePoint);
    const font = Math.floor(glyph / FONT_CODES);
    if (font !== inForce) {
      inForce = font;
      switchFont(page, { face, size, font });
    }
    page.pair(glyph % FONT_CODES);
  }
  page.ascii(')Tj\n');
  if (inForce !== 0) useFont(page, face, size);
}

/** Within a string. */
export function switchFont(
  page: TextSink,
  { face, size, font }: { face: Typeface; size: number; font: number },
): void {
  page.ascii(`)Tj/${face.fonts[font]?.name ?? ''} ${size} Tf(`);
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
