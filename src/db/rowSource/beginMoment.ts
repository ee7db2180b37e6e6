import type pg from 'pg';

import { AppError } from '../../domain/errors.ts';
import type { RowQuery } from '../../jobs/ports.ts';
import { toSetStatement } from './bindings.ts';
import { isMissingTable } from './clinicalError.ts';
import { planStatements } from './planStatements.ts';
import { readRegistry, type RegisteredDataset } from './registry.ts';
import type { RowStatement } from './rowStatement.ts';

/** What stood at one moment: the registry's datasets, and the statements over them, ready to run. */
export type Moment = {
  takenAt: Date;
  /** What the study is called; null for a report of the tenant. */
  studyName: string | null;
  datasets: readonly RegisteredDataset[];
  statements: readonly RowStatement[];
};

const MOST_STARTS = 5;

/** Lookups that keep the order of the source stream from the first row on; a hash join would sort the whole result. */
const STREAM = "set local enable_sort = off; set local work_mem = '64MB'; set local jit = off";

/**
 * Begins a read-only repeatable-read transaction whose tables are locked against being dropped. One that an import dropped
 * between the look at the registry and the lock makes it start over. Throws STUDY_NOT_FOUND, DATASET_NOT_FOUND and, where
 * that goes on, CLINICAL_CHANGED.
 */
export async function beginMoment(client: pg.Client, query: RowQuery): Promise<Moment> {
  for (let start = 1; start <= MOST_STARTS; start += 1) {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<{ at: Date }>('select transaction_timestamp() as at');
    const studyName = await findStudyName(client, query);
    const datasets = await readRegistry(client, query.scope);
    const { statements, bindings } = planStatements(
      { ...query, studyName: query.studyName ?? studyName },
      datasets,
    );
    if (!(await lockTables(client, statements))) {
      await client.query('rollback');
      continue;
    }
    await client.query(toSetStatement(bindings));
    if (query.definition.rows.kind === 'datasets') await client.query(STREAM);
    await client.query(`select set_config('search_path', '', true)`);
    return { takenAt: rows[0]?.at ?? new Date(), studyName, datasets, statements };
  }
  throw new AppError('CLINICAL_CHANGED');
}

async function findStudyName(client: pg.Client, { scope }: RowQuery): Promise<string | null> {
  if (scope.studyId === null) return null;
  const { rows } = await client.query<{ name: string }>(
    'select name from clinical.study where tenant_id = $1 and study_id = $2',
    [scope.tenantId, scope.studyId],
  );
  if (rows[0] === undefined) throw new AppError('STUDY_NOT_FOUND');
  return rows[0].name;
}

/** False where one of the tables is gone. */
async function lockTables(client: pg.Client, statements: readonly RowStatement[]): Promise<boolean> {
  const own = statements.flatMap(({ tables }) => tables);
  const tables = [...new Set(['clinical.subject', 'clinical.visit', ...own])];
  try {
    await client.query(`lock table ${tables.join(', ')} in access share mode`);
    return true;
  } catch (error) {
    if (isMissingTable(error)) return false;
    throw error;
  }
}
