import { pipeline } from 'node:stream/promises';

import { DatabaseError, escapeIdentifier, type Client } from 'pg';
import { from } from 'pg-copy-streams';

import type { DatasetSource } from '../../domain/dataset.ts';
import { createImportFault } from './createImportFault.ts';
import { ROW_COLUMN, SQL_TYPES, toTableName, type DataTable } from './dataTable.ts';
import { encodeRecords } from './encodeRecords.ts';
import { encodeRows } from './encodeRows.ts';

/** So many columns fit a row of 8 kB whatever they hold: text of more than 24 bytes moves out of it. */
const SAFE_COLUMNS = 300;

type Copy = { client: Client; source: DatasetSource; table: DataTable };

/** Fills a table that this transaction has made; answers the number of rows. */
export async function copyRows({ client, source, table }: Copy, signal: AbortSignal): Promise<number> {
  // In a wide table a row may be too large, which COPY tells by the line: of a CSV file that is not the row.
  const isWide = table.columns.length > SAFE_COLUMNS;
  const records = isWide ? undefined : source.csvRecords?.(signal);
  const content = records === undefined ? encodeRows(source, table.columns, signal) : encodeRecords(records);
  const statement = records === undefined ? toTextCopy(table, isWide) : toCsvCopy(table);
  const stream = client.query(from(statement));
  try {
    await pipeline(content, stream, { signal });
  } catch (error) {
    throw toImportError({ source, table }, error);
  }
  return stream.rowCount;
}

/**
 * The table is new and nobody sees it before the commit: `freeze` spares its rows a later visit by vacuum. COPY inserts
 * rows in bundles, and does not know which one is too large; a volatile condition makes it insert one by one.
 */
function toTextCopy({ id }: DataTable, isWide: boolean): string {
  return `copy ${toTableName(id)} from stdin with (freeze)${isWide ? ' where random() >= 0' : ''}`;
}

/** Blank text is the empty string: a CSV file knows no null. */
function toCsvCopy({ id, columns }: DataTable): string {
  const names = columns.map(({ columnName }) => escapeIdentifier(columnName)).join(', ');
  const options = `format csv, freeze, force_not_null (${names})`;
  return `copy ${toTableName(id)} (${escapeIdentifier(ROW_COLUMN)}, ${names}) from stdin with (${options})`;
}

/** COPY refuses a row with class 22, or 54000 where it is too large; its CONTEXT names line and column, then the value. */
function toImportError({ source, table }: Omit<Copy, 'client'>, error: unknown): unknown {
  if (!(error instanceof DatabaseError) || !/^(22|54)/.test(error.code ?? '')) return error;
  const [, row] = /, line (\d+)/.exec(error.where ?? '') ?? [];
  const [, columnName] = /, line \d+, column (.+?)(?:: |$)/.exec(error.where ?? '') ?? [];
  const column = table.columns.find((candidate) => candidate.columnName === columnName);
  const problem = error.code?.startsWith('54')
    ? 'the row is larger than a row of a PostgreSQL table may be.'
    : `a value does not fit its type${column === undefined ? '' : `, ${SQL_TYPES[column.type]}`}.`;
  return createImportFault(source, {
    ...(row !== undefined && { row: Number(row) }),
    column: column?.name,
    problem,
    cause: error,
  });
}
