import { MOST_CHARACTERS } from './cellWriter.ts';
import { toLetters } from './cellReference.ts';
import { cut } from './sheetNames.ts';
import { toXmlText } from './xmlText.ts';

/** A cell above the rows or on the cover: a text, or a number; `style` is one of `STYLE`. */
export type PlainCell = string | number | { text: string; style: number };

/** One row of such cells; `at` counts from 1. A text too long for a cell ends with an ellipsis. */
export function toPlainRow(cells: readonly PlainCell[], at: number): string {
  const written = cells.map((cell, column) => toPlainCell(cell, `${toLetters(column)}${at}`));
  return `<row r="${at}">${written.join('')}</row>`;
}

function toPlainCell(cell: PlainCell, reference: string): string {
  if (cell === '') return '';
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  const { text, style } = typeof cell === 'string' ? { text: cell, style: 0 } : cell;
  const fitting = text.length > MOST_CHARACTERS ? `${cut(text, MOST_CHARACTERS - 1)}…` : text;
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${toXmlText(fitting)}</t></is></c>`;
}
