import type { Column, ImportRef } from '../../domain/dataset.ts';
import type { Bindings } from './bindings.ts';
import { toIso } from './conditions.ts';

/** One file's rows as SQL: output columns with their expressions, where they come from, and their order. */
export type RowStatement = {
  name: string;
  label: string;
  columns: readonly (Column & { sql: string })[];
  /** `with … ` or empty. */
  prelude: string;
  /** `from … where …` */
  source: string;
  /** The same for a count, where that can leave something out. */
  countSource?: string;
  /** `order by …` */
  order: string;
  tables: readonly string[];
  imports: readonly ({ dataset: string } & ImportRef)[];
};

export type StatementSet = { statements: readonly RowStatement[]; bindings: Bindings };

/** The SELECT whose cells are what the file prints; where NULL and '' are not told apart, both become NULL. */
export function toSelect(statement: RowStatement, distinguishNull: boolean): string {
  const cells = statement.columns.map((column) => toCell(column, distinguishNull)).join(', ');
  return `${statement.prelude}select ${cells} ${statement.source} ${statement.order}`;
}

export function toCount(statement: RowStatement): string {
  return `${statement.prelude}select count(*) as n ${statement.countSource ?? statement.source}`;
}

function toCell(column: RowStatement['columns'][number], distinguishNull: boolean): string {
  switch (column.type) {
    case 'string':
      return distinguishNull ? column.sql : `nullif(${column.sql}, '')`;
    case 'boolean':
    case 'datetime':
      return toIso(column);
    default:
      return column.sql;
  }
}
