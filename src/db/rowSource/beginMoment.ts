import type pg from 'pg';

import { AppError } from '../../domain/errors.ts';
import type { RowQuery } from '../../jobs/ports.ts';
import { beginReading } from './beginReading.ts';
import { toSetStatement } from './bindings.ts';
import { planStatements } from './planStatements.ts';
import type { Registry } from './registry.ts';
import type { RowStatement } from './rowStatement.ts';

/** What stood at one moment: the registry, and the statements over what it names, ready to run. */
export type Moment = Registry & {
  takenAt: Date;
  /** What the study is called; null for a report of the tenant. */
  studyName: string | null;
  statements: readonly RowStatement[];
};

/** Lookups that keep the order of the source stream from the first row on; a hash join would sort the whole result. */
const STREAM = "set local enable_sort = off; set local work_mem = '64MB'; set local jit = off";

/** Begins a reading of all that the query asks for. Throws STUDY_NOT_FOUND, DATASET_NOT_FOUND and CLINICAL_CHANGED. */
export async function beginMoment(client: pg.Client, query: RowQuery): Promise<Moment> {
  const { takenAt, registry, plan } = await beginReading(client, query.scope, async (registered) => {
    const studyName = await findStudyName(client, query);
    const planned = planStatements({ ...query, studyName: query.studyName ?? studyName }, registered);
    return { ...planned, studyName, tables: planned.statements.flatMap(({ tables }) => tables) };
  });
  const { statements, bindings, studyName } = plan;
  await client.query(toSetStatement(bindings));
  if (query.definition.rows.kind === 'datasets') await client.query(STREAM);
  await client.query(`select set_config('search_path', '', true)`);
  return { ...registry, takenAt, studyName, statements };
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
