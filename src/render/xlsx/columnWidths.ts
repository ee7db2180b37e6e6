import type { Cell, Column } from '../../domain/dataset.ts';

const LEAST = 8;
const MOST = 60;
/** For the button of the filter, and the cell's own margins. */
const MARGIN = 3;
/** Characters that take the room of two (Unicode UAX 11, the large blocks). */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

/** Widths in characters, from names, labels and the rows at hand. */
export function toColumnWidths(columns: readonly Column[], rows: readonly (readonly Cell[])[]): number[] {
  return columns.map(({ name, label }, column) => {
    const texts = [name, label, ...rows.map((row) => row[column] ?? '')];
    const longest = texts.reduce((most, text) => Math.max(most, measure(text)), 0);
    return Math.min(Math.max(longest + MARGIN, LEAST), MOST);
  });
}

function measure(text: string): number {
  // More than the widest column, whatever is in it.
  if (text.length > MOST * 2) return MOST;
  return text.length + (text.match(WIDE)?.length ?? 0);
}
