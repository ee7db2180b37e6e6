import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { escapeIdentifier, type Client } from 'pg';
import { from } from 'pg-copy-streams';

import type { SubjectTally } from './createSubjectTally.ts';
import { ROW_COLUMN, toTableName } from './dataTable.ts';
import type { SubjectDataset } from './findSubjectDatasets.ts';
import { LEADING_DATASETS, SUBJECT_KEYS, VARIABLES, VISIT_DATASETS, VISIT_KEYS } from './subjectVariables.ts';

const COLUMNS = ['source', 'usubjid', 'visitnum', 'row', ...Object.keys(VARIABLES)];

/** By table, of datasets that were loaded just now. */
export type SubjectTallies = ReadonlyMap<string, SubjectTally>;

/**
 * Fills the temporary table `found`: of each dataset a row per subject and VISITNUM (per row of a dataset of visits), blank
 * where the dataset does not say. What was tallied while it was loaded is not read again.
 */
export async function gatherSubjects(
  client: Client,
  datasets: readonly SubjectDataset[],
  tallies: SubjectTallies,
): Promise<void> {
  const texts = Object.keys(VARIABLES).map((attribute) => `${attribute} text not null default ''`);
  await client.query(
    `create temp table found (source integer, usubjid text, visitnum text, row bigint default 0, ${texts.join(', ')})
     on commit drop`,
  );
  for (const [index, dataset] of datasets.entries()) {
    const { name, tableName } = dataset;
    const source = LEADING_DATASETS.includes(name)
      ? LEADING_DATASETS.indexOf(name) - LEADING_DATASETS.length
      : index;
    const tally = tallies.get(tableName)?.finish();
    if (tally === undefined) await client.query(toInsert(dataset, source));
    else {
      const columns = ['source', 'usubjid', 'visitnum', ...tally.attributes].join(', ');
      const copy = client.query(from(`copy found (${columns}) from stdin`));
      await pipeline(Readable.from(tally.encode(source)), copy);
    }
  }
}

function toInsert({ name, tableName, columns }: SubjectDataset, source: number): string {
  const find = (variables: readonly string[]) => {
    const columnName = variables.map((variable) => columns[variable]).find((column) => column !== undefined);
    return columnName === undefined ? undefined : escapeIdentifier(columnName);
  };
  // The greatest by its bytes, whatever the database's collation.
  const toAttribute = (variables: readonly string[]) => {
    const column = find(variables);
    return column === undefined ? `''` : `coalesce(max(${column}::text collate "C"), '')`;
  };
  const usubjid = find(SUBJECT_KEYS) ?? `''`;
  const visitnum = find(VISIT_KEYS);
  const row = VISIT_DATASETS.includes(name) ? escapeIdentifier(ROW_COLUMN) : undefined;
  const selected = [
    source,
    `${usubjid}::text`,
    visitnum === undefined ? `''` : `coalesce(btrim(${visitnum}::text), '')`,
    row ?? 0,
    ...Object.values(VARIABLES).map(toAttribute),
  ];
  const groups = [usubjid, visitnum, row].filter((column) => column !== undefined);
  return /* sql */ `insert into found (${COLUMNS.join(', ')})
                    select ${selected.join(', ')} from ${toTableName(tableName)}
                    where ${usubjid}::text <> '' group by ${groups.join(', ')}`;
}
