import { createEmbeddedFont, type EmbeddedFont } from './embeddedFont.ts';
import type { PdfFile } from './pdfFile.ts';
import type { LoadFont, PdfOptions } from './pdfOptions.ts';
import { readTrueTypeFont } from './trueTypeFont.ts';
import { createTypeface, type Typeface } from './typeface.ts';

export type Typefaces = {
  text: Typeface;
  bold: Typeface;
  /** The fonts that the document refers to. */
  used: () => readonly EmbeddedFont[];
  /** The code points that no font has, in their order. */
  listMissing: () => readonly number[];
};

/** The document's styles of text; fonts other than the text's are read when they are first asked for. */
export function createTypefaces(file: PdfFile, fonts: PdfOptions['fonts']): Typefaces {
  const used: EmbeddedFont[] = [];
  const missing = new Set<number>();
  const embed = (load: LoadFont, index: number): EmbeddedFont => {
    const tag = `REPOR${String.fromCharCode(0x41 + index)}`;
    const font = createEmbeddedFont(file, { name: `F${index}`, tag, source: readTrueTypeFont(load()) });
    used.push(font);
    return font;
  };
  const text = embed(fonts.text, 0);
  const fallbacks = fonts.fallbacks.map((load, index) =>
    postpone(() => embed(load, index + 2), `F${index + 2}`),
  );
  const onMissing = (codePoint: number): void => {
    missing.add(codePoint);
  };
  return {
    text: createTypeface({ own: text, fallbacks, onMissing }),
    bold: createTypeface({ own: embed(fonts.bold, 1), fallbacks: [text, ...fallbacks], onMissing }),
    used: () => used,
    listMissing: () => [...missing].sort((one, other) => one - other),
  };
}

function postpone(create: () => EmbeddedFont, name: string): EmbeddedFont {
  let font: EmbeddedFont | undefined;
  const get = (): EmbeddedFont => (font ??= create());
  return {
    name,
    get id() {
      return get().id;
    },
    encode: (codePoint, shown) => get().encode(codePoint, shown),
    encodeMissing: (codePoint) => get().encodeMissing(codePoint),
    advance: (code) => get().advance(code),
    write: (pack) => {
      get().write(pack);
    },
  };
}
