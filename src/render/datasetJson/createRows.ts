import type { Column } from '../../domain/dataset.ts';
import { AppError } from '../../domain/errors.ts';
import { isNumber } from '../json/numbers.ts';
import type { JsonCell } from '../jsonEncoder.ts';
import { createJsonRows, type JsonRows } from '../jsonRows.ts';
import type { RowSet } from '../rowSet.ts';
import { isIso } from './isIso.ts';

/**
 * Rows as Dataset-JSON 1.1 has them: arrays of cells, numbers in PostgreSQL's own digits, decimals as strings. The bytes
 * throw FORMAT_CANNOT_HOLD with dataset, column and row for a number that is none and for a moment that ISO 8601 cannot
 * say in four digits of a year.
 */
export function createRows(dataset: RowSet, separator: string): JsonRows {
  return createJsonRows(dataset, {
    toCell: (column) => toCell(dataset.name, column),
    open: '[',
    beforeCell: (_, index) => (index === 0 ? '' : ','),
    close: ']',
    separator,
  });
}

function toCell(dataset: string, { name, type }: Column): JsonCell {
  const refuse = (row: number, problem: string) =>
    new AppError('FORMAT_CANNOT_HOLD', { details: `${dataset}.${name}, row ${row}: ${problem}.` });
  switch (type) {
    case 'string':
      return { isQuoted: true };
    case 'boolean':
    case 'integer':
      return { isQuoted: false };
    case 'float':
    case 'decimal':
      return {
        isQuoted: type === 'decimal',
        finish: (bytes, _, end, row) => {
          if (isNumber(bytes, end)) return end;
          throw refuse(row, 'a value that is no number, or is infinite');
        },
      };
    case 'date':
    case 'time':
    case 'datetime':
      return {
        isQuoted: true,
        finish: (bytes, start, end, row) => {
          if (isIso(type, bytes, start, end)) return end;
          throw refuse(row, `a ${type} that ISO 8601 does not say in four digits of a year`);
        },
      };
  }
}
