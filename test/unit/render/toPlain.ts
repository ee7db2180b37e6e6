import type { DataType } from '../../../src/domain/dataset.ts';
import type { ReadCell } from '../../support/readBack/table.ts';

const MICROS_PER_SECOND = 1_000_000n;
const NUMBER = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i;

/** A cell in one spelling, whatever a format has for it: `12e-1` for 1.2 and 1.20, ISO 8601 without what says nothing. */
export function toPlain(type: DataType, cell: NonNullable<ReadCell>): string {
  switch (type) {
    case 'integer':
    case 'float':
    case 'decimal':
      return toScientific(Object.is(cell, -0) ? '-0' : String(cell));
    case 'date':
      return toIso(cell).slice(0, 10);
    case 'datetime':
      return withoutZeros(toIso(cell));
    case 'time':
      return withoutZeros(typeof cell === 'bigint' ? fromMicros(cell) : String(cell));
    case 'boolean':
    case 'string':
      return String(cell);
  }
}

const toIso = (cell: NonNullable<ReadCell>): string =>
  cell instanceof Date ? cell.toISOString().slice(0, -1) : String(cell);

/** Seconds end with their last digit that says something. */
const withoutZeros = (iso: string): string => iso.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');

/** What is no number, a special missing value or NaN, stays as it is; so does the sign of zero. */
function toScientific(printed: string): string {
  const parts = NUMBER.exec(printed);
  if (parts === null) return printed;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  const shift = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign === '-' ? '-' : ''}${significant === '' ? '0' : `${significant}e${shift}`}`;
}

function fromMicros(micros: bigint): string {
  const time = new Date(Number(micros / MICROS_PER_SECOND) * 1_000).toISOString().slice(11, 19);
  return `${time}.${String(micros % MICROS_PER_SECOND).padStart(6, '0')}`;
}
