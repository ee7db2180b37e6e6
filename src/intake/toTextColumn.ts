import type { Column } from '../domain/dataset.ts';

/** SDTM's `--DTC` columns hold ISO 8601 text that may be partial: text to store, a date-time to filter by. */
export function toTextColumn(name: string, label: string): Column {
  return { name, label, type: 'string', ...(/DTC$/i.test(name) && { logicalType: 'datetime' }) };
}
