import { escapeIdentifier } from 'pg';

import type { Column, DataType } from '../../domain/dataset.ts';

/** The table that holds one import of one dataset: `#row` from 1 on, `#missing`, then a column per dataset column. */
export type DataTable = { id: string; columns: readonly DataColumn[] };

export type DataColumn = Column & {
  columnName: string;
  /** Whether special missing values stand in it, once its rows are loaded. */
  specialMissing?: boolean;
};

export const ROW_COLUMN = '#row';
/** Special missing values of a row: `{"<column name>": "A"}`; null where it has none. */
export const MISSING_COLUMN = '#missing';

/** What PostgreSQL can hold in one table, less the two columns of ours. */
export const MAX_COLUMNS = 1600 - 2;

const MAX_NAME_BYTES = 63;
const SYSTEM_COLUMNS = ['tableoid', 'ctid', 'xmin', 'xmax', 'cmin', 'cmax'];

export const SQL_TYPES: Record<DataType, string> = {
  string: 'text',
  integer: 'bigint',
  float: 'double precision',
  decimal: 'numeric',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  datetime: 'timestamp',
};

export function toDataTable(id: string, columns: readonly Column[]): DataTable {
  const taken = new Set([ROW_COLUMN, MISSING_COLUMN, ...SYSTEM_COLUMNS]);
  return {
    id,
    columns: columns.map((column) => {
      const columnName = findFreeName(column.name.toLowerCase(), taken);
      taken.add(columnName);
      return { ...column, columnName };
    }),
  };
}

export const toTableName = (id: string): string => `clinical_data.${escapeIdentifier(id)}`;

export function toCreateStatement({ id, columns }: DataTable): string {
  const definitions = [
    `${escapeIdentifier(ROW_COLUMN)} bigint not null`,
    `${escapeIdentifier(MISSING_COLUMN)} jsonb`,
    ...columns.map(({ columnName, type }) => `${escapeIdentifier(columnName)} ${SQL_TYPES[type]}`),
  ];
  return `create table ${toTableName(id)} (${definitions.join(', ')})`;
}

/** The name, cut to what PostgreSQL holds, with a number where another column has it. */
function findFreeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : `_${number}`;
    const candidate = cutToBytes(name, MAX_NAME_BYTES - suffix.length) + suffix;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Cut between characters: what is left of one in two decodes as U+FFFD. */
function cutToBytes(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  return bytes.length <= maxBytes ? text : bytes.toString('utf8', 0, maxBytes).replace(/\uFFFD+$/, '');
}
