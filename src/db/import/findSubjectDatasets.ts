import type { Client } from 'pg';

import type { DataScope } from '../../domain/dataset.ts';
import { SUBJECT_KEYS } from './subjectVariables.ts';

/** A dataset that stands, with the data table's column for each variable, by its name in upper case. */
export type SubjectDataset = { name: string; tableName: string; columns: Readonly<Record<string, string>> };

/** The study's datasets that name subjects, in the order of their names. */
export async function findSubjectDatasets(client: Client, scope: DataScope): Promise<SubjectDataset[]> {
  const { rows } = await client.query<SubjectDataset>(
    /* sql */ `select d.name, d.table_name as "tableName", jsonb_object_agg(upper(c.name), c.column_name) as columns
               from clinical.dataset d join clinical.dataset_column c using (dataset_id)
               where d.tenant_id = $1 and d.study_id = $2 and d.mode = $3
               group by d.name, d.table_name
               having bool_or(upper(c.name) = any($4))
               order by d.name`,
    [scope.tenantId, scope.studyId, scope.mode, SUBJECT_KEYS],
  );
  return rows;
}
