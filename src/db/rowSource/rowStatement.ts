import type { Column, ImportRef } from '../../domain/dataset.ts';
import type { Bindings } from './bindings.ts';
import { toIso } from './conditions.ts';

/** One file's rows as SQL: output columns with their expressions, where they come from, and their order. */
export type RowStatement = {
  name: string;
  label: string;
  /** `missing` yields the letter of a SAS special missing value, else NULL. */
  columns: readonly (Column & { sql: string; missing?: string })[];
  /** The expressions yield what the columns' types say; else they may be any text. */
  isTyped: boolean;
  /** `with … ` or empty. */
  prelude: string;
  /** `from … where …` */
  source: string;
  /** The same for a count, where that can leave something out. */
  countSource?: string;
  /** Is null in rows without any special missing value; absent where the source has none. */
  anyMissing?: string;
  /** `order by …` */
  order: string;
  tables: readonly string[];
  imports: readonly ({ dataset: string } & ImportRef)[];
};

export type StatementSet = { statements: readonly RowStatement[]; bindings: Bindings };

export type CellConvention = {
  distinguishNull: boolean;
  /** The columns, by positions from 0, whose special missing values are shown. */
  specialMissing?: readonly number[];
  escapeFormulas?: boolean;
};

/** The SELECT whose cells are what the file prints; where NULL and '' are not told apart, both become NULL. */
export function toSelect(statement: RowStatement, convention: CellConvention): string {
  const { specialMissing = [] } = convention;
  const cells = statement.columns.map((column, index) =>
    specialMissing.includes(index) ? toMarkedCell(column) : toCell(column, convention),
  );
  return `${statement.prelude}select ${cells.join(', ')} ${statement.source} ${statement.order}`;
}

/** Some columns alone, in any order of rows. */
export function toColumnsSelect(statement: RowStatement, positions: readonly number[]): string {
  const columns = statement.columns.filter((_, position) => positions.includes(position));
  return toSelect({ ...statement, columns, order: '' }, { distinguishNull: true });
}

const BINARY_TYPES: Readonly<Record<Column['type'], string>> = {
  ...{ string: 'text', decimal: 'text', integer: 'int8', float: 'float8', boolean: 'boolean' },
  ...{ date: 'date', time: 'time', datetime: 'timestamp' },
};

/** The SELECT of a typed statement whose cells are values and not yet what a file prints; decimals are text. */
export function toBinarySelect(statement: RowStatement): string {
  const cells = statement.columns.map(({ sql, type }) => `(${sql})::${BINARY_TYPES[type]}`).join(', ');
  return `${statement.prelude}select ${cells} ${statement.source} ${statement.order}`;
}

/** The number of rows, and of those with special missing values, in one scan. */
export function toCount({
  prelude,
  anyMissing = 'null',
  source,
  countSource = source,
}: RowStatement): string {
  return `${prelude}select count(*) as n, count(${anyMissing}) as special ${countSource}`;
}

/** Of each column whether it has a special missing value, in one row. */
export function toMissing({ prelude, columns, source, countSource = source }: RowStatement): string {
  const found = columns.map(({ missing }) =>
    missing === undefined ? 'false' : `bool_or((${missing}) is not null)`,
  );
  return `${prelude}select array[${found.join(', ')}] as found ${countSource}`;
}

/** The length of the longest text of each column, 0 for other types, in one row. */
export function toMeasure(statement: RowStatement, unit: 'bytes' | 'characters'): string {
  const measure = unit === 'bytes' ? 'octet_length' : 'char_length';
  const lengths = statement.columns.map(({ type, sql }) =>
    type === 'string' ? `coalesce(max(${measure}(${sql})), 0)` : '0',
  );
  return `${statement.prelude}select array[${lengths.join(', ')}]::integer[] as lengths ${statement.source}`;
}

export function toCell(
  column: RowStatement['columns'][number],
  { distinguishNull, escapeFormulas = false }: CellConvention,
): string {
  switch (column.type) {
    case 'string': {
      const text = escapeFormulas ? toEscaped(column.sql) : column.sql;
      return distinguishNull ? text : `nullif(${text}, '')`;
    }
    case 'boolean':
    case 'datetime':
      return toIso(column);
    default:
      return column.sql;
  }
}

function toMarkedCell(column: RowStatement['columns'][number]): string {
  return `coalesce(${toIso(column)}, '.' || (${column.missing ?? 'null'}))`;
}

/** As the CSV renderer escapes: =, +, -, @, also full-width, or tab, line feed or carriage return first; by code, which is quick. */
function toEscaped(sql: string): string {
  const isNegativeNumber = `(${sql}) ~ '^-([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?$'`;
  const begins = `ascii(${sql}) in (9, 10, 13, 43, 45, 61, 64, 65291, 65293, 65309, 65312)`;
  return `case when ${begins} and not ${isNegativeNumber} then '''' || (${sql}) else ${sql} end`;
}
