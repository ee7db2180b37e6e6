import { createGlyphFinder } from './glyphFinder.ts';

/** A TrueType font as it is read; lengths are in units of which `unitsPerEm` make one em. */
export type TrueTypeFont = {
  postScriptName: string;
  unitsPerEm: number;
  glyphCount: number;
  ascent: number;
  descent: number;
  box: readonly [number, number, number, number];
  /** The glyph of a code point, 0 where the font has none. */
  findGlyph: (codePoint: number) => number;
  advance: (glyph: number) => number;
  /** Empty for glyphs that show nothing. */
  outline: (glyph: number) => Buffer;
  table: (tag: string) => Buffer | undefined;
};

/** Reads a font with `glyf` outlines (Apple's TrueType reference manual, OpenType 1.9); throws where it is none. */
export function readTrueTypeFont(bytes: Uint8Array): TrueTypeFont {
  const font = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = readDirectory(font);
  const need = (tag: string): Buffer => {
    const table = tables.get(tag);
    if (table === undefined) throw new Error(`A font has no table ${tag}: it must be a TrueType font.`);
    return table;
  };
  const head = need('head');
  const hhea = need('hhea');
  const hmtx = need('hmtx');
  const loca = need('loca');
  const glyf = need('glyf');
  const metricCount = hhea.readUInt16BE(34);
  const isLong = head.readInt16BE(50) === 1;
  const offset = (glyph: number): number =>
    isLong ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2;
  return {
    postScriptName: readPostScriptName(need('name')),
    unitsPerEm: head.readUInt16BE(18),
    glyphCount: need('maxp').readUInt16BE(4),
    ascent: hhea.readInt16BE(4),
    descent: hhea.readInt16BE(6),
    box: [head.readInt16BE(36), head.readInt16BE(38), head.readInt16BE(40), head.readInt16BE(42)],
    findGlyph: createGlyphFinder(need('cmap')),
    advance: (glyph) => hmtx.readUInt16BE(Math.min(glyph, metricCount - 1) * 4),
    outline: (glyph) => glyf.subarray(offset(glyph), offset(glyph + 1)),
    table: (tag) => tables.get(tag),
  };
}

function readDirectory(font: Buffer): ReadonlyMap<string, Buffer> {
  const tables = new Map<string, Buffer>();
  for (let index = 0; index < font.readUInt16BE(4); index += 1) {
    const at = 12 + index * 16;
    const start = font.readUInt32BE(at + 8);
    tables.set(font.toString('latin1', at, at + 4), font.subarray(start, start + font.readUInt32BE(at + 12)));
  }
  return tables;
}

const WINDOWS = 3;
const POST_SCRIPT_NAME = 6;

function readPostScriptName(table: Buffer): string {
  const strings = table.readUInt16BE(4);
  for (let index = 0; index < table.readUInt16BE(2); index += 1) {
    const at = 6 + index * 12;
    if (table.readUInt16BE(at) !== WINDOWS || table.readUInt16BE(at + 6) !== POST_SCRIPT_NAME) continue;
    const start = strings + table.readUInt16BE(at + 10);
    const text = Buffer.from(table.subarray(start, start + table.readUInt16BE(at + 8)));
    return text
      .swap16()
      .toString('utf16le')
      .replaceAll(/[^A-Za-z0-9-]/g, '');
  }
  return 'Font';
}
