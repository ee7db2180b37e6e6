import type { Cell } from '../../domain/dataset.ts';
import type { CsvOptions } from './csvOptions.ts';

const SPECIAL = /[",\r\n]/;

/**
 * One row as RFC 4180 has it, quoted exactly where PostgreSQL's COPY quotes: where the text holds a comma, a quote or a
 * line break, and the end-of-data mark `\.` where it stands alone on its line.
 */
export function createRowEncoder(
  options: Pick<CsvOptions, 'lineEnd' | 'distinguishNull'>,
): (row: readonly Cell[]) => string {
  const lineEnd = options.lineEnd === 'CRLF' ? '\r\n' : '\n';
  const empty = options.distinguishNull ? '""' : '';
  const encodeCell = (cell: Cell, isAlone: boolean): string => {
    if (cell === null) return '';
    if (cell === '') return empty;
    if (!SPECIAL.test(cell) && !(isAlone && cell === '\\.')) return cell;
    return `"${cell.replaceAll('"', '""')}"`;
  };
  return (row) => row.map((cell) => encodeCell(cell, row.length === 1)).join(',') + lineEnd;
}
