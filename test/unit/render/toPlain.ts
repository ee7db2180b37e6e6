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
      return toScientific(String(cell));
    case 'date':
      return toIso(cell).slice(0, 10);
    case 'datetime':
      return toIso(cell)
        .replace('Z', '')
        .replace(/\.?0+$/, (zeros) => (zeros.startsWith('.') ? '' : zeros));
    case 'time':
      return typeof cell === 'bigint' ? fromMicros(cell) : String(cell).replace(/\.0+$/, '');
    case 'boolean':
    case 'string':
      return String(cell);
  }
}

const toIso = (cell: NonNullable<ReadCell>): string =>
  cell instanceof Date ? cell.toISOString() : String(cell);

function toScientific(printed: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(printed) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const shift = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign === '-' ? '-' : ''}${significant}e${shift}`;
}

function fromMicros(micros: bigint): string {
  const seconds = Number(micros / MICROS_PER_SECOND);
  return new Date(seconds * 1_000).toISOString().slice(11, 19);
}
