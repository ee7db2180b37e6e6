import type { Cell } from '../../domain/dataset.ts';
import type { Typeface } from './typeface.ts';
import { wrapText } from './wrapText.ts';

/** A cell's text on one line, or its lines; undefined where there is nothing to show. */
export type ShownCell = string | readonly string[] | undefined;

/** Breaks cells into lines of at most `width` thousandths of an em; most fit into one. */
export function createCellWrapper(face: Typeface): (cell: Cell, width: number) => ShownCell {
  return (cell, width) => {
    if (cell === null || cell === '') return undefined;
    const taken = face.measurePlain(cell);
    if (taken !== undefined && taken <= width) return cell;
    return wrapText(face, cell, width);
  };
}
