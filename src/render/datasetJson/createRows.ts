import type { Column } from '../../domain/dataset.ts';
import { AppError } from '../../domain/errors.ts';
import { isNumber } from '../json/numbers.ts';
import { createJsonRows, type EncodeCell, type JsonRows } from '../jsonRows.ts';
import { toJsonText } from '../jsonText.ts';
import type { RowSet } from '../rowSet.ts';

const ISO = {
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^\d\d:\d\d:\d\d(\.\d+)?$/,
  datetime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/,
};

/**
 * Rows as Dataset-JSON 1.1 has them: arrays of cells, numbers in PostgreSQL's own digits, decimals as strings. The bytes
 * throw FORMAT_CANNOT_HOLD with dataset, column and row for a number that is none and for a moment that ISO 8601 cannot
 * say in four digits of a year.
 */
export function createRows(dataset: RowSet, separator: string): JsonRows {
  return createJsonRows(dataset, {
    encodeCell: (column) => createEncoder(dataset.name, column),
    beforeCell: (_, index) => (index === 0 ? '[' : ','),
    close: ']',
    separator,
  });
}

function createEncoder(dataset: string, { name, type }: Column): EncodeCell {
  const hold = (isHeld: boolean, row: number, problem: string): void => {
    if (isHeld) return;
    const details = `${dataset}.${name}, row ${row}: ${problem}.`;
    throw new AppError('FORMAT_CANNOT_HOLD', { details });
  };
  switch (type) {
    case 'string':
      return toJsonText;
    case 'boolean':
      return String;
    case 'integer':
      return String;
    case 'float':
    case 'decimal': {
      const quote = type === 'decimal' ? '"' : '';
      return (cell, row) => {
        hold(isNumber(cell), row, 'a value that is no number, or is infinite');
        return quote + cell + quote;
      };
    }
    case 'date':
    case 'time':
    case 'datetime': {
      const pattern = ISO[type];
      return (cell, row) => {
        hold(pattern.test(cell), row, `a ${type} that ISO 8601 does not say in four digits of a year`);
        return `"${cell}"`;
      };
    }
  }
}
