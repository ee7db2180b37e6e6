import type pg from 'pg';

import type { Column, DataScope, ImportRef } from '../../domain/dataset.ts';
import { findSubjectTables, type SubjectTables } from './subjectTables.ts';

/** A dataset as the registry has it: the table that stands, and its columns in order. */
export type RegisteredDataset = {
  name: string;
  label: string;
  tableName: string;
  rowCount: number;
  importedFrom: ImportRef;
  columns: readonly RegisteredColumn[];
};

/** `specialMissing` tells whether such values stand in it; absent where an older import did not look. */
export type RegisteredColumn = Column & { columnName: string; specialMissing?: boolean };

/** What stands of one tenant, study and mode. */
export type Registry = { datasets: readonly RegisteredDataset[]; subjects: SubjectTables };

const REGISTERED = /* sql */ `
  select d.name, d.label, d.table_name, d.row_count, d.import_id, d.imported_at, d.file_name, d.file_sha256,
    coalesce(json_agg(json_build_object('name', c.name, 'columnName', c.column_name, 'label', c.label, 'type', c.type,
      'length', c.length, 'displayFormat', c.display_format, 'logicalType', c.logical_type, 'specialMissing', c.special_missing,
      'digits', case when c.digits_before is not null then json_build_object('before', c.digits_before, 'behind', c.digits_behind) end) order by c.position)
      filter (where c.name is not null), '[]') as columns
  from clinical.dataset d left join clinical.dataset_column c using (dataset_id)
  where d.tenant_id = $1 and d.study_id is not distinct from $2 and d.mode is not distinct from $3
  group by d.dataset_id order by d.name collate "C"`;

type Row = {
  name: string;
  label: string;
  table_name: string;
  row_count: string;
  import_id: string;
  imported_at: Date;
  file_name: string;
  file_sha256: string;
  columns: RegisteredDataset['columns'];
};

/** The datasets by name, and where the subjects are. */
export async function readRegistry(client: pg.Client, scope: DataScope): Promise<Registry> {
  return { datasets: await readDatasets(client, scope), subjects: await findSubjectTables(client, scope) };
}

async function readDatasets(client: pg.Client, scope: DataScope): Promise<RegisteredDataset[]> {
  const { rows } = await client.query<Row>(REGISTERED, [scope.tenantId, scope.studyId, scope.mode]);
  return rows.map((row) => ({
    name: row.name,
    label: row.label,
    tableName: row.table_name,
    rowCount: Number(row.row_count),
    importedFrom: {
      id: row.import_id,
      at: row.imported_at.toISOString(),
      fileName: row.file_name,
      sha256: row.file_sha256,
    },
    columns: row.columns.map(dropNulls),
  }));
}

/** What the source did not say is absent, not null. */
function dropNulls(column: RegisteredColumn): RegisteredColumn {
  const { length, displayFormat, logicalType, digits, specialMissing, ...rest } = column;
  return {
    ...rest,
    ...(length != null && { length }),
    ...(displayFormat != null && { displayFormat }),
    ...(logicalType != null && { logicalType }),
    ...(digits != null && { digits }),
    ...(specialMissing != null && { specialMissing }),
  };
}
