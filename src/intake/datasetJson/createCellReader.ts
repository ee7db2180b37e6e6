import type { DataType, InputCell } from '../../domain/dataset.ts';
import type { Scalar } from './scanJson.ts';

const WHOLE = /^-?\d+$/;
const DECIMAL = /^-?\d+(?:\.\d+)?$/;
const GROUPED = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const ISO: Readonly<Record<'date' | 'time' | 'datetime', RegExp>> = {
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?$/,
  datetime: /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?$/,
};

/** A column's cell as text that PostgreSQL reads; undefined where the value does not fit the column. */
export type CellReader = (value: Exclude<Scalar, { kind: 'null' }>) => InputCell | undefined;

/** What each type is written as, and empty text as null where the type is none of text (CDISC's examples have it). */
export function createCellReader(type: DataType): CellReader {
  switch (type) {
    case 'string':
      return ({ kind, text }) => (kind === 'string' ? text : undefined);
    case 'integer':
      return ({ kind, text }) => (kind === 'number' ? toWhole(text) : toBlank(text));
    case 'float':
      return ({ kind, text }) => (kind === 'number' ? text : toBlank(text));
    case 'decimal':
      return ({ kind, text }) => (kind === 'number' ? text : (toDecimal(text) ?? toBlank(text)));
    case 'boolean':
      return ({ kind, text }) => (kind === 'boolean' ? text : toBlank(text));
    case 'date':
    case 'time':
    case 'datetime': {
      const pattern = ISO[type];
      return ({ kind, text }) => (kind === 'string' && pattern.test(text) ? text : toBlank(text));
    }
  }
}

const toBlank = (text: string): null | undefined => (text === '' ? null : undefined);

/** Whole numbers may be written as doubles are, `5.0` or `1e3`. */
function toWhole(digits: string): string | undefined {
  if (WHOLE.test(digits)) return digits;
  const value = Number(digits);
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

/** The standard allows commas between thousands. */
function toDecimal(text: string): string | undefined {
  if (DECIMAL.test(text)) return text;
  return GROUPED.test(text) ? text.replaceAll(',', '') : undefined;
}
