import { toLetters } from './cellReference.ts';

/** First lines of every part. */
export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** Rows count from 1. */
type Area = { columns: number; rows: number };

type Head = Area & { widths: readonly number[]; frozenRows: number; isSelected?: boolean };

/** A sheet up to its first row (ECMA-376 Part 1, 18.3.1.99 worksheet: the order of its elements is fixed). */
export function toSheetHead({ columns, rows, widths, frozenRows, isSelected = false }: Head): string {
  const pane =
    frozenRows === 0
      ? ''
      : `<pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/>` +
        '<selection pane="bottomLeft"/>';
  const cols = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return (
    `${DECLARATION}<worksheet xmlns="${NAMESPACE}">` +
    `<dimension ref="${toRange({ columns, rows })}"/>` +
    `<sheetViews><sheetView${isSelected ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews>` +
    '<sheetFormatPr defaultRowHeight="15"/>' +
    (cols.length === 0 ? '' : `<cols>${cols.join('')}</cols>`) +
    '<sheetData>'
  );
}

/** A sheet from behind its last row; `filter` is the range that has a button for each column. */
export function toSheetTail(filter?: string): string {
  return `</sheetData>${filter === undefined ? '' : `<autoFilter ref="${filter}"/>`}</worksheet>`;
}

/** From column A and `firstRow` to the last column and row. */
export function toRange({ columns, rows }: Area, firstRow = 1): string {
  return `A${firstRow}:${toLetters(Math.max(columns, 1) - 1)}${Math.max(rows, firstRow)}`;
}
