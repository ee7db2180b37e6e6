import type pg from 'pg';

import { AppError } from '../../domain/errors.ts';
import type { RowQuery, RowSnapshot, SnapshotDataset } from '../../jobs/ports.ts';
import { toSetStatement } from './bindings.ts';
import { openClinicalConnection } from './clinicalConnection.ts';
import { isMissingTable, toClinicalError } from './clinicalError.ts';
import { planStatements } from './planStatements.ts';
import { readRegistry } from './registry.ts';
import { type RowStatement, toCount } from './rowStatement.ts';
import { createSnapshotDataset } from './snapshotDataset.ts';

const MOST_STARTS = 5;

/**
 * Opens one moment: registry, locks, counts and rows are of the same read-only repeatable-read transaction. A table that
 * an import dropped between the look at the registry and the lock makes it start over.
 */
export async function openSnapshot(
  connectionString: string,
  query: RowQuery,
  signal: AbortSignal,
): Promise<RowSnapshot> {
  const connection = await openClinicalConnection(connectionString, signal);
  const { client } = connection;
  try {
    const { takenAt, statements } = await begin(client, query);
    let sent = 0;
    const datasets: SnapshotDataset[] = [];
    for (const statement of statements) {
      const rowCount = await countRows(client, statement);
      const onSent = (rows: number) => {
        sent += rows;
      };
      datasets.push(createSnapshotDataset({ client, statement, rowCount, signal, onSent }));
    }
    return {
      takenAt,
      datasets,
      imports: statements.flatMap(({ imports }) => imports),
      async countSent() {
        const finished = sent;
        const copied = await connection.countCopied();
        return Math.max(finished + copied, sent);
      },
      close: connection.close,
    };
  } catch (error) {
    await connection.close();
    throw toClinicalError(error, signal);
  }
}

async function begin(
  client: pg.Client,
  query: RowQuery,
): Promise<{ takenAt: Date; statements: readonly RowStatement[] }> {
  for (let start = 1; start <= MOST_STARTS; start += 1) {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<{ at: Date }>('select transaction_timestamp() as at');
    const { statements, bindings } = planStatements(query, await readRegistry(client, query.scope));
    try {
      await lockTables(client, [
        'clinical.subject',
        'clinical.visit',
        ...statements.flatMap(({ tables }) => tables),
      ]);
    } catch (error) {
      if (!isMissingTable(error)) throw error;
      await client.query('rollback');
      continue;
    }
    await client.query(toSetStatement(bindings));
    // Joins that keep the order of the source stream from the first row on; a hash join would sort the whole result.
    if (query.definition.rows.kind === 'datasets') {
      await client.query("set local enable_sort = off; set local work_mem = '64MB'; set local jit = off");
    }
    await client.query(`select set_config('search_path', '', true)`);
    return { takenAt: rows[0]?.at ?? new Date(), statements };
  }
  throw new AppError('CLINICAL_CHANGED');
}

async function lockTables(client: pg.Client, tables: readonly string[]): Promise<void> {
  await client.query(`lock table ${[...new Set(tables)].join(', ')} in access share mode`);
}

async function countRows(client: pg.Client, statement: RowStatement): Promise<number> {
  const { rows } = await client.query<{ n: string }>(toCount(statement));
  return Number(rows[0]?.n ?? 0);
}
