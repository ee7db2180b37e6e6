import { toUnicodeMap } from './toUnicodeMap.ts';
import { subsetFont } from './subsetFont.ts';
import type { TrueTypeFont } from './trueTypeFont.ts';
import type { ObjectPack } from './objectPack.ts';
import type { PdfFile } from './pdfFile.ts';

/** Bytes that would need an escape within a PDF string, which would cost time: no code has one. */
const ESCAPED = new Set([0x0a, 0x0d, 0x28, 0x29, 0x5c]);
const MOST_CODES = 0xffff;

/**
 * A font of the document: codes of two bytes are given to code points as they come up, and only their glyphs are embedded.
 * The font's own objects are written last.
 */
export type EmbeddedFont = {
  /** Its name in pages' resources. */
  name: string;
  id: number;
  /** A code for a code point that is shown as `shown`, or 0 where the font has no glyph for that. */
  encode: (codePoint: number, shown: number) => number;
  /** A code for a code point that no font has: it shows the font's box for missing glyphs and still says which it is. */
  encodeMissing: (codePoint: number) => number;
  /** In thousandths of an em. */
  advance: (code: number) => number;
  write: (pack: ObjectPack) => void;
};

export function createEmbeddedFont(
  file: PdfFile,
  { name, tag, source }: { name: string; tag: string; source: TrueTypeFont },
): EmbeddedFont {
  const id = file.allocate();
  // By code; codes that are never used show nothing.
  const glyphs = [0];
  const codePoints: (number | undefined)[] = [undefined];
  const toThousandths = (units: number): number => Math.round((units * 1000) / source.unitsPerEm);
  const add = (glyph: number, codePoint: number): number => {
    while (ESCAPED.has(glyphs.length & 0xff) || ESCAPED.has(glyphs.length >>> 8)) {
      glyphs.push(0);
      codePoints.push(undefined);
    }
    if (glyphs.length > MOST_CODES) return 1;
    glyphs.push(glyph);
    codePoints.push(codePoint);
    return glyphs.length - 1;
  };

  function write(pack: ObjectPack): void {
    const descendant = file.allocate();
    const descriptor = file.allocate();
    const program = file.allocate();
    const unicode = file.allocate();
    const baseFont = `${tag}+${source.postScriptName}`;
    const box = source.box.map(toThousandths).join(' ');
    const widths = glyphs.map((glyph) => toThousandths(source.advance(glyph))).join(' ');
    const bytes = subsetFont(source, glyphs);
    pack.put(
      id,
      `<</Type/Font/Subtype/Type0/BaseFont/${baseFont}/Encoding/Identity-H/DescendantFonts[${descendant} 0 R]/ToUnicode ${unicode} 0 R>>`,
    );
    pack.put(
      descendant,
      `<</Type/Font/Subtype/CIDFontType2/BaseFont/${baseFont}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ${descriptor} 0 R/CIDToGIDMap/Identity/DW 0/W[0[${widths}]]>>`,
    );
    pack.put(
      descriptor,
      `<</Type/FontDescriptor/FontName/${baseFont}/Flags 4/FontBBox[${box}]/ItalicAngle 0/Ascent ${toThousandths(source.ascent)}/Descent ${toThousandths(source.descent)}/CapHeight ${toThousandths(source.ascent)}/StemV 80/FontFile2 ${program} 0 R>>`,
    );
    void file.writeStream(program, `/Length1 ${bytes.length}`, bytes);
    void file.writeStream(unicode, '', Buffer.from(toUnicodeMap(codePoints)));
  }

  return {
    name,
    id,
    encode: (codePoint, shown) => {
      const glyph = source.findGlyph(shown);
      return glyph === 0 ? 0 : add(glyph, codePoint);
    },
    encodeMissing: (codePoint) => add(0, codePoint),
    advance: (code) => toThousandths(source.advance(glyphs[code] ?? 0)),
    write,
  };
}
