import { escapeIdentifier, type Client } from 'pg';

import type { DataScope } from '../../domain/dataset.ts';
import { toTableName } from './dataTable.ts';

/** A dataset that stands, with SQL for those of the wanted columns that it has: never null, always text. */
export type FoundDataset = {
  name: string;
  table: string;
  text: (column: string) => string;
  has: (column: string) => boolean;
};

/** The study's datasets that have a column USUBJID, in the order of their names. */
export async function findSubjectDatasets(client: Client, scope: DataScope): Promise<FoundDataset[]> {
  const { rows } = await client.query<{ name: string; table_name: string; columns: Record<string, string> }>(
    /* sql */ `select d.name, d.table_name, jsonb_object_agg(upper(c.name), c.column_name) as columns
               from clinical.dataset d join clinical.dataset_column c using (dataset_id)
               where d.tenant_id = $1 and d.study_id = $2 and d.mode = $3
               group by d.name, d.table_name
               having bool_or(upper(c.name) = 'USUBJID')
               order by d.name`,
    [scope.tenantId, scope.studyId, scope.mode],
  );
  return rows.map(({ name, table_name, columns }) => ({
    name,
    table: toTableName(table_name),
    has: (column) => columns[column] !== undefined,
    text: (column) => {
      const columnName = columns[column];
      return columnName === undefined ? `''` : `coalesce(${escapeIdentifier(columnName)}::text, '')`;
    },
  }));
}
