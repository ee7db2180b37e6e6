import type { Client } from 'pg';

import type { DataScope, DatasetSource } from '../../domain/dataset.ts';
import type { DataTable } from './dataTable.ts';

type Registration = {
  scope: DataScope;
  importId: string;
  source: DatasetSource;
  fileSha256: string;
  table: DataTable;
  rowCount: number;
};

/**
 * The rows of the dataset that stands, where it came from this very file, read in this very way; undefined otherwise. The
 * file is read for it only where all else is alike.
 */
export async function findSameImport(
  { client, scope, source }: Pick<Registration, 'scope' | 'source'> & { client: Client },
  signal: AbortSignal,
): Promise<number | undefined> {
  const { rows } = await client.query<{ row_count: string; file_sha256: string }>(
    /* sql */ `select row_count, file_sha256 from clinical.dataset
               where tenant_id = $1 and study_id is not distinct from $2 and mode is not distinct from $3
                 and name = $4 and label = $5
                 and (select jsonb_agg(jsonb_build_array(name, c.label, type, length, display_format, logical_type)
                                       order by position)
                      from clinical.dataset_column c where c.dataset_id = dataset.dataset_id) = $6::jsonb`,
    [
      ...[scope.tenantId, scope.studyId, scope.mode, source.name, source.label],
      JSON.stringify(
        source.columns.map(({ name, label, type, length, displayFormat, logicalType }) =>
          [name, label, type, length, displayFormat, logicalType].map((value) => value ?? null),
        ),
      ),
    ],
  );
  const [standing] = rows;
  const isSame = standing !== undefined && standing.file_sha256 === (await source.readSha256(signal));
  return isSame ? Number(standing.row_count) : undefined;
}

/** Moves the registry to the new table. */
export async function registerDataset(client: Client, registration: Registration): Promise<void> {
  const { scope, importId, source, fileSha256, table, rowCount } = registration;
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
      fileSha256,
    ],
  );
  await client.query(
    /* sql */ `insert into clinical.dataset_column (dataset_id, position, name, column_name, label, type, length,
                                                   display_format, logical_type, digits_before, digits_behind, special_missing)
               select $1, c.position, c.item->>'name', c.item->>'columnName', c.item->>'label', c.item->>'type',
                      (c.item->>'length')::integer, c.item->>'displayFormat', c.item->>'logicalType',
                      (c.item->'digits'->>'before')::integer, (c.item->'digits'->>'behind')::integer,
                      (c.item->>'specialMissing')::boolean
               from jsonb_array_elements($2::jsonb) with ordinality as c (item, position)`,
    [table.id, JSON.stringify(table.columns)],
  );
}
