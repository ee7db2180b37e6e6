import type { EmbeddedFont } from './embeddedFont.ts';

/** One style of text: its own font, and others that are asked for what it lacks. */
export type Typeface = {
  fonts: readonly EmbeddedFont[];
  /** The width in thousandths of an em, or undefined where the text needs more than its characters set one after the other. */
  measurePlain: (text: string) => number | undefined;
  /**
   * Whether the bytes of UTF-8 from `start` up to `end` are at most so wide, and ASCII that the face's own font has shown
   * before. A quick test for most texts: the others need `measurePlain`.
   */
  fitsPlain: (text: Uint8Array, start: number, end: number, width: number) => boolean;
  /** The codes in the face's own font of what `fitsPlain` has found to fit. */
  plainCodes: Uint16Array;
  /** Which glyph a character shows: the index of its font × 65,536 + its code. */
  glyph: (codePoint: number) => number;
  /** The same for a character that is shown as another: mirrored, or joined to its neighbours. */
  glyphShownAs: (codePoint: number, shown: number) => number;
  /** The advance of a glyph in thousandths of an em. */
  advance: (glyph: number) => number;
};

type Fonts = {
  own: EmbeddedFont;
  fallbacks: readonly EmbeddedFont[];
  /** Is told of each code point that no font has, once. */
  onMissing: (codePoint: number) => void;
};

const BASIC_PLANE = 0x10000;
const FONT = 0x10000;
const CODE_POINTS = 0x110000;
const ASCII = 0x80;
const SPACE = 0x20;
/** Wider than anything, and a few of them still a small integer. */
const UNKNOWN = 2 ** 29;

/** Tabs and line breaks show a space, and stay in the text as what they are. */
const BLANK = /[\t\n\v\f\r\u0085\u2028\u2029]/u;

/** Line breaks, tabs, surrogates, letters and marks that combine, and scripts from right to left need care. */
const NEEDS_CARE =
  /[\t\n\v\f\r\u0085\u2028\u2029\u1100-\u11ff\ud800-\udfff\p{M}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]/u;

export function createTypeface({ own, fallbacks, onMissing }: Fonts): Typeface {
  const fonts = [own, ...fallbacks];
  const glyphs = new Int32Array(BASIC_PLANE);
  const advances = new Uint16Array(BASIC_PLANE);
  const isPlain = new Uint8Array(BASIC_PLANE);
  const others = new Map<number, number>();
  const shapes = new Map<number, number>();
  const plainCodes = new Uint16Array(256);
  const plainAdvances = new Int32Array(256).fill(UNKNOWN);

  function find(codePoint: number, shown = codePoint): number {
    const sought = BLANK.test(String.fromCodePoint(shown)) ? SPACE : shown;
    for (const [index, font] of fonts.entries()) {
      const code = font.encode(codePoint, sought);
      if (code !== 0) return index * FONT + code;
    }
    onMissing(codePoint);
    return own.encodeMissing(codePoint);
  }

  const advance = (glyph: number): number => fonts[Math.floor(glyph / FONT)]?.advance(glyph % FONT) ?? 0;

  function glyph(codePoint: number): number {
    const known = codePoint < BASIC_PLANE ? glyphs[codePoint] : others.get(codePoint);
    if (known !== undefined && known !== 0) return known;
    const found = find(codePoint);
    if (codePoint >= BASIC_PLANE) {
      others.set(codePoint, found);
      return found;
    }
    glyphs[codePoint] = found;
    advances[codePoint] = advance(found);
    isPlain[codePoint] = NEEDS_CARE.test(String.fromCharCode(codePoint)) ? 0 : 1;
    if (codePoint < ASCII && found < FONT && isPlain[codePoint] === 1) {
      plainCodes[codePoint] = found;
      plainAdvances[codePoint] = advance(found);
    }
    return found;
  }

  function glyphShownAs(codePoint: number, shown: number): number {
    if (codePoint === shown) return glyph(codePoint);
    const key = codePoint * CODE_POINTS + shown;
    const found = shapes.get(key) ?? find(codePoint, shown);
    shapes.set(key, found);
    return found;
  }

  function measurePlain(text: string): number | undefined {
    let width = 0;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (isPlain[unit] === 0) {
        if (NEEDS_CARE.test(text.charAt(index))) return undefined;
        glyph(unit);
      }
      width += advances[unit] ?? 0;
    }
    return width;
  }

  function fitsPlain(text: Uint8Array, start: number, end: number, width: number): boolean {
    let taken = 0;
    for (let at = start; at < end && taken <= width; at += 1) taken += plainAdvances[text[at] ?? 0] ?? 0;
    return taken <= width;
  }

  return {
    fonts,
    fitsPlain,
    plainCodes,
    glyph,
    glyphShownAs,
    advance,
    measurePlain,
  };
}
