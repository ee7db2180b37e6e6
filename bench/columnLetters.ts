import type { Column, DataType } from '../src/domain/dataset.ts';

const LETTERS: Record<DataType, string> = {
  string: 't',
  integer: 'n',
  float: 'n',
  decimal: 'n',
  boolean: 'b',
  date: 'd',
  time: 't',
  datetime: 'm',
};

/** What a reference program is told of columns: a letter each, t text, n number, b boolean, d date, m date and time. */
export function toColumnLetters(columns: readonly Column[]): string {
  return columns.map(({ type }) => LETTERS[type]).join('');
}
