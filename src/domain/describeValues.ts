import type { FieldType } from './fieldType.ts';

const RANGES: readonly FieldType[] = ['number', 'date', 'date-time'];

/** The values of a filter as a person reads them: `701, 702`, `2014-01 to 2014-03`, and `…` for an open end. */
export function describeValues(type: FieldType, values: readonly string[]): string {
  const [low = '', high = ''] = values;
  const isRange = RANGES.includes(type) && values.length === 2;
  return isRange ? `${low || '…'} to ${high || '…'}` : values.join(', ');
}
