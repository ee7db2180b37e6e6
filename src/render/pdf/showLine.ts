import { hasRightToLeft, orderClusters } from './bidiText.ts';
import { FONT_CODES, type Line, showText, switchFont, useFont } from './showText.ts';
import type { TextSink } from './textSink.ts';
import type { Typeface } from './typeface.ts';

/** A line of text as `showText` shows it, which may have parts that run from right to left. */
export function showLine(page: TextSink, line: Line): void {
  if (hasRightToLeft(line.text)) showTurned(page, line);
  else showText(page, line);
}

/** Glyphs come as they are read (ISO 32000-1, 14.8.2.3), each moved to where it stands. */
function showTurned(page: TextSink, { face, size, text, x, y }: Line): void {
  page.showAt(x, y);
  let inForce = 0;
  let at = 0;
  for (const { glyphs, left } of placeClusters(face, text)) {
    if (left !== at) page.ascii(`)Tj[${at - left}]TJ(`);
    at = left;
    for (const glyph of glyphs) {
      const font = Math.floor(glyph / FONT_CODES);
      if (font !== inForce) switchFont(page, { face, size, font });
      inForce = font;
      page.pair(glyph % FONT_CODES);
      at += face.advance(glyph);
    }
  }
  page.ascii(')Tj\n');
  if (inForce !== 0) useFont(page, face, size);
}

type PlacedCluster = { glyphs: readonly number[]; left: number };

/** A line's clusters as they are read, with their places in thousandths of an em. */
function placeClusters(face: Typeface, line: string): readonly PlacedCluster[] {
  const { clusters, order } = orderClusters(line);
  const placed = clusters.map(({ text, shown }): PlacedCluster => {
    const shapes = Array.from(shown);
    const glyphs = Array.from(text, (character, index) =>
      face.glyphShownAs(character.codePointAt(0) ?? 0, (shapes[index] ?? character).codePointAt(0) ?? 0),
    );
    return { glyphs, left: 0 };
  });
  let left = 0;
  for (const index of order) {
    const cluster = placed[index];
    if (cluster === undefined) continue;
    placed[index] = { ...cluster, left };
    for (const glyph of cluster.glyphs) left += face.advance(glyph);
  }
  return placed;
}
