import type { Typeface } from './typeface.ts';
import { wrapText } from './wrapText.ts';

/** A cell that is shown as its bytes stand, its text on one line, or its lines; undefined where there is nothing to show. */
export type ShownCell = typeof PLAIN | string | readonly string[] | undefined;

export const PLAIN = true;

/** Breaks a cell, which stands in bytes of UTF-8 from `start` up to `end`, into lines of at most `width` thousandths of an em; most fit into one. */
export function wrapCell(
  face: Typeface,
  width: number,
  bytes: Buffer,
  start: number,
  end: number,
): ShownCell {
  if (end <= start) return undefined;
  if (face.fitsPlain(bytes, start, end, width)) return PLAIN;
  const text = bytes.toString('utf8', start, end);
  const taken = face.measurePlain(text);
  if (taken !== undefined && taken <= width) return text;
  return wrapText(face, text, width);
}
