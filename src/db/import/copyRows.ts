import { pipeline } from 'node:stream/promises';

import { DatabaseError, type Client } from 'pg';
import { from } from 'pg-copy-streams';

import type { DatasetSource } from '../../domain/dataset.ts';
import { createImportFault } from './createImportFault.ts';
import { SQL_TYPES, toTableName, type DataTable } from './dataTable.ts';
import { encodeRows } from './encodeRows.ts';

/** So many columns fit a row of 8 kB whatever they hold: text of more than 24 bytes moves out of it. */
const SAFE_COLUMNS = 300;

type Copy = { client: Client; source: DatasetSource; table: DataTable };

/** Fills a table that this transaction has made; answers the number of rows. */
export async function copyRows({ client, source, table }: Copy, signal: AbortSignal): Promise<number> {
  const stream = client.query(from(toCopyStatement(table)));
  try {
    await pipeline(encodeRows(source, table.columns, signal), stream, { signal });
  } catch (error) {
    throw toImportError({ source, table }, error);
  }
  return stream.rowCount;
}

/**
 * The table is new and nobody sees it before the commit: `freeze` spares its rows a later visit by vacuum. COPY inserts
 * rows in bundles, and does not know which one is too large; a volatile condition makes it insert one by one.
 */
function toCopyStatement({ id, columns }: DataTable): string {
  const condition = columns.length > SAFE_COLUMNS ? ' where random() >= 0' : '';
  return `copy ${toTableName(id)} from stdin with (freeze)${condition}`;
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
