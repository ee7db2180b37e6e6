import type { TrueTypeFont } from './trueTypeFont.ts';

/** Tables that hinted outlines need, taken over as they are. */
const KEPT = ['cvt ', 'fpgm', 'prep'];
const HEAD_CHECKSUM_AT = 8;
const CHECKSUM_MAGIC = 0xb1b0afba;

/**
 * A TrueType font whose glyph `n` is the source's glyph `glyphs[n]`, the first being `.notdef`. Parts of composite glyphs
 * follow after them. It has no character map: PDF's Identity-H addresses glyphs by number.
 */
export function subsetFont(source: TrueTypeFont, glyphs: readonly number[]): Buffer {
  const outlines: Buffer[] = [];
  const all = [...glyphs];
  const places = new Map(glyphs.map((glyph, index) => [glyph, index]));
  const place = (glyph: number): number => {
    const known = places.get(glyph);
    if (known !== undefined) return known;
    all.push(glyph);
    places.set(glyph, all.length - 1);
    return all.length - 1;
  };
  // Grows while it is walked: the parts of parts come last.
  for (let index = 0; index < all.length; index += 1)
    outlines.push(withPlaces(source, all[index] ?? 0, place));
  return writeTables([
    ...KEPT.flatMap((tag) => [{ tag, bytes: source.table(tag) }]),
    { tag: 'glyf', bytes: Buffer.concat(outlines) },
    {
      tag: 'head',
      bytes: patched(source, 'head', (head) => {
        head.writeUInt32BE(0, HEAD_CHECKSUM_AT);
        head.writeInt16BE(1, 50);
      }),
    },
    { tag: 'hhea', bytes: patched(source, 'hhea', (hhea) => hhea.writeUInt16BE(all.length, 34)) },
    { tag: 'hmtx', bytes: writeMetrics(source, all) },
    { tag: 'loca', bytes: writeOffsets(outlines) },
    { tag: 'maxp', bytes: patched(source, 'maxp', (maxp) => maxp.writeUInt16BE(all.length, 4)) },
  ]);
}

const ARGUMENTS_ARE_WORDS = 0x0001;
const HAS_SCALE = 0x0008;
const MORE_PARTS = 0x0020;
const HAS_TWO_SCALES = 0x0040;
const HAS_MATRIX = 0x0080;

/** A glyph's outline, padded to four bytes; the parts of a composite one are named by their new places. */
function withPlaces(source: TrueTypeFont, glyph: number, place: (glyph: number) => number): Buffer {
  const found = source.outline(glyph);
  const outline = Buffer.alloc((found.length + 3) & ~3);
  found.copy(outline);
  if (found.length === 0 || outline.readInt16BE(0) >= 0) return outline;
  let flags = MORE_PARTS;
  for (let at = 10; (flags & MORE_PARTS) !== 0;) {
    flags = outline.readUInt16BE(at);
    outline.writeUInt16BE(place(outline.readUInt16BE(at + 2)), at + 2);
    at += 4 + ((flags & ARGUMENTS_ARE_WORDS) === 0 ? 2 : 4);
    if ((flags & HAS_SCALE) !== 0) at += 2;
    else if ((flags & HAS_TWO_SCALES) !== 0) at += 4;
    else if ((flags & HAS_MATRIX) !== 0) at += 8;
  }
  return outline;
}

function writeMetrics(source: TrueTypeFont, glyphs: readonly number[]): Buffer {
  const metrics = Buffer.alloc(glyphs.length * 4);
  glyphs.forEach((glyph, index) => {
    const outline = source.outline(glyph);
    metrics.writeUInt16BE(source.advance(glyph), index * 4);
    // The left side bearing: where the outline begins.
    metrics.writeInt16BE(outline.length === 0 ? 0 : outline.readInt16BE(2), index * 4 + 2);
  });
  return metrics;
}

function writeOffsets(outlines: readonly Buffer[]): Buffer {
  const offsets = Buffer.alloc((outlines.length + 1) * 4);
  let at = 0;
  outlines.forEach((outline, index) => {
    at += outline.length;
    offsets.writeUInt32BE(at, (index + 1) * 4);
  });
  return offsets;
}

function patched(source: TrueTypeFont, tag: string, patch: (table: Buffer) => void): Buffer {
  const table = Buffer.from(source.table(tag) ?? Buffer.alloc(0));
  patch(table);
  return table;
}

function writeTables(given: readonly { tag: string; bytes: Buffer | undefined }[]): Buffer {
  const tables = given.flatMap(({ tag, bytes }) => (bytes === undefined ? [] : [{ tag, bytes }]));
  const power = Math.floor(Math.log2(tables.length));
  const directory = Buffer.alloc(12 + tables.length * 16);
  directory.writeUInt32BE(0x00010000, 0);
  directory.writeUInt16BE(tables.length, 4);
  directory.writeUInt16BE(16 << power, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE(tables.length * 16 - (16 << power), 10);
  let at = directory.length;
  let headAt = 0;
  const padded = tables.map(({ tag, bytes }, index) => {
    const whole = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
    directory.write(tag, 12 + index * 16, 'latin1');
    directory.writeUInt32BE(sum(whole), 16 + index * 16);
    directory.writeUInt32BE(at, 20 + index * 16);
    directory.writeUInt32BE(bytes.length, 24 + index * 16);
    if (tag === 'head') headAt = at;
    at += whole.length;
    return whole;
  });
  const font = Buffer.concat([directory, ...padded]);
  font.writeUInt32BE((CHECKSUM_MAGIC - sum(font)) >>> 0, headAt + HEAD_CHECKSUM_AT);
  return font;
}

function sum(bytes: Buffer): number {
  let total = 0;
  for (let at = 0; at < bytes.length; at += 4) total = (total + bytes.readUInt32BE(at)) >>> 0;
  return total;
}
