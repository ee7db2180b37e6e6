/** Looks up glyphs in a `cmap` table: its subtable of format 12 (all planes), else of format 4 (the basic plane). */
export function createGlyphFinder(cmap: Buffer): (codePoint: number) => number {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) =>
    cmap.subarray(cmap.readUInt32BE(8 + index * 8)),
  );
  const full = subtables.find((table) => table.readUInt16BE(0) === 12);
  if (full !== undefined) return (codePoint) => findInGroups(full, codePoint);
  const basic = subtables.find((table) => table.readUInt16BE(0) === 4);
  if (basic === undefined) throw new Error('A font has no character map of format 4 or 12.');
  return (codePoint) => (codePoint > 0xffff ? 0 : findInSegments(basic, codePoint));
}

function findInGroups(table: Buffer, codePoint: number): number {
  const index = findFirst(
    table.readUInt32BE(12),
    (group) => table.readUInt32BE(20 + group * 12) >= codePoint,
  );
  if (index === undefined) return 0;
  const at = 16 + index * 12;
  const start = table.readUInt32BE(at);
  return start > codePoint ? 0 : table.readUInt32BE(at + 8) + codePoint - start;
}

function findInSegments(table: Buffer, code: number): number {
  const twice = table.readUInt16BE(6);
  const index = findFirst(twice / 2, (segment) => table.readUInt16BE(14 + segment * 2) >= code);
  if (index === undefined) return 0;
  const starts = 16 + twice;
  const start = table.readUInt16BE(starts + index * 2);
  if (start > code) return 0;
  const delta = table.readUInt16BE(starts + twice + index * 2);
  const rangeAt = starts + twice * 2 + index * 2;
  const range = table.readUInt16BE(rangeAt);
  if (range === 0) return (code + delta) & 0xffff;
  const glyph = table.readUInt16BE(rangeAt + range + (code - start) * 2);
  return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
}

/** The first of `count` indexes for which an ordered test holds. */
function findFirst(count: number, holds: (index: number) => boolean): number | undefined {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low < count ? low : undefined;
}
