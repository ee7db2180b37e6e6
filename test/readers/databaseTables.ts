import pg, { escapeIdentifier } from 'pg';

import type { Cell, Column, DataType } from '../../src/domain/dataset.ts';
import { DATA_TYPES } from '../../src/domain/dataset.ts';

/** A dataset as it stands in the database: cells as PostgreSQL prints them, a special missing value as `.A` to `.Z` or `._`. */
export type DatabaseTable = {
  name: string;
  label: string;
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
};

type DatasetRow = { dataset_id: string; name: string; label: string; table_name: string };
type ColumnRow = {
  name: string;
  label: string;
  type: string;
  display_format: string | null;
  column_name: string;
};

/** The datasets of a study by plain statements, which share nothing with what the service sends. */
export async function readDatabase(url: string, studyId: string | null): Promise<DatabaseTable[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: datasets } = await client.query<DatasetRow>(
      'select * from clinical.dataset where study_id = $1 order by name collate "C"',
      [studyId],
    );
    const tables: DatabaseTable[] = [];
    for (const dataset of datasets) tables.push(await readTable(client, dataset));
    return tables;
  } finally {
    await client.end();
  }
}

async function readTable(client: pg.Client, dataset: DatasetRow): Promise<DatabaseTable> {
  const { rows: columns } = await client.query<ColumnRow>(
    'select * from clinical.dataset_column where dataset_id = $1 order by position',
    [dataset.dataset_id],
  );
  const cells = columns.map(({ column_name: name }) => {
    const letter = `"#missing" ->> ${pg.escapeLiteral(name)}`;
    return `coalesce(${escapeIdentifier(name)}::text, '.' || (${letter}))`;
  });
  const { rows } = await client.query<Cell[]>({
    text: `select ${cells.join(', ')} from clinical_data.${escapeIdentifier(dataset.table_name)} order by "#row"`,
    rowMode: 'array',
  });
  return { name: dataset.name, label: dataset.label, columns: columns.map(toColumn), rows };
}

function toColumn({ name, label, type, display_format: displayFormat }: ColumnRow): Column {
  return { name, label, type: toType(type), ...(displayFormat !== null && { displayFormat }) };
}

function toType(type: string): DataType {
  const found = DATA_TYPES.find((each) => each === type);
  if (found === undefined) throw new Error(`${type} is no type of a column.`);
  return found;
}
