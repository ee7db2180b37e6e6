import type { Client } from 'pg';

import type { DataScope, DatasetSource } from '../../domain/dataset.ts';
import type { DataTable } from './dataTable.ts';

type Registration = {
  scope: DataScope;
  importId: string;
  source: DatasetSource;
  table: DataTable;
  rowCount: number;
};

/** The rows of the dataset that stands, where it came from this very file, read in this very way; undefined otherwise. */
export async function findSameImport(
  client: Client,
  scope: DataScope,
  source: DatasetSource,
): Promise<number | undefined> {
  const { rows } = await client.query<{ row_count: string }>(
    /* sql */ `select row_count from clinical.dataset
               where tenant_id = $1 and study_id is not distinct from $2 and mode is not distinct from $3
                 and name = $4 and file_sha256 = $5 and label = $6
                 and (select jsonb_agg(jsonb_build_array(name, c.label, type, length, display_format, logical_type)
                                       order by position)
                      from clinical.dataset_column c where c.dataset_id = dataset.dataset_id) = $7::jsonb`,
    [
      ...[scope.tenantId, scope.studyId, scope.mode, source.name, source.fileSha256, source.label],
      JSON.stringify(
        source.columns.map(({ name, label, type, length, displayFormat, logicalType }) =>
          [name, label, type, length, displayFormat, logicalType].map((value) => value ?? null),
        ),
      ),
    ],
  );
  return rows[0] && Number(rows[0].row_count);
}

/** Moves the registry to the new table. */
export async function registerDataset(client: Client, registration: Registration): Promise<void> {
  const { scope, importId, source, table, rowCount } = registration;
  await client.query(
    /* sql */ `delete from clinical.dataset
               where tenant_id = $1 and study_id is not distinct from $2 and mode is not distinct from $3 and name = $4`,
    [scope.tenantId, scope.studyId, scope.mode, source.name],
  );
  await client.query(
    /* sql */ `insert into clinical.dataset (dataset_id, tenant_id, study_id, mode, name, label, table_name, row_count,
                                            import_id, imported_at, file_name, file_sha256)
               values ($1, $2, $3, $4, $5, $6, $1, $7, $8, clock_timestamp(), $9, $10)`,
    [
      table.id,
      scope.tenantId,
      scope.studyId,
      scope.mode,
      source.name,
      source.label,
      rowCount,
      importId,
      source.fileName,
      source.fileSha256,
    ],
  );
  await client.query(
    /* sql */ `insert into clinical.dataset_column (dataset_id, position, name, column_name, label, type, length,
                                                   display_format, logical_type, digits_before, digits_behind)
               select $1, c.position, c.item->>'name', c.item->>'columnName', c.item->>'label', c.item->>'type',
                      (c.item->>'length')::integer, c.item->>'displayFormat', c.item->>'logicalType',
                      (c.item->'digits'->>'before')::integer, (c.item->'digits'->>'behind')::integer
               from jsonb_array_elements($2::jsonb) with ordinality as c (item, position)`,
    [table.id, JSON.stringify(table.columns)],
  );
}
