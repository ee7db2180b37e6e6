import { escapeIdentifier, type Client } from 'pg';

import { ROW_COLUMN, toTableName } from './dataTable.ts';
import type { SubjectDataset } from './findSubjectDatasets.ts';

/** What a subject has, and the variables that say it. */
const SUBJECT_VARIABLES: Record<string, readonly string[]> = {
  subjid: ['SUBJID'],
  scrnid: ['SCRNID'],
  siteid: ['SITEID'],
  sitename: ['SITENAME', 'SITENAM'],
  country: ['COUNTRY'],
  invid: ['INVID'],
  invnam: ['INVNAM'],
};
export const SUBJECT_ATTRIBUTES = Object.keys(SUBJECT_VARIABLES);

const VARIABLES: Record<string, readonly string[]> = {
  ...SUBJECT_VARIABLES,
  visit: ['VISIT'],
  svupdes: ['SVUPDES'],
  svstdtc: ['SVSTDTC'],
};

/** The order in which datasets are believed; all others follow by name. */
const LEADING = ['DM', 'SV'];

/**
 * Reads each dataset once into the temporary table `found`: a row per subject and VISITNUM (per row of SV), blank where a
 * dataset does not say.
 */
export async function gatherSubjects(client: Client, datasets: readonly SubjectDataset[]): Promise<void> {
  const blanks = Object.keys(VARIABLES).map((attribute) => `''::text as ${attribute}`);
  const none = /* sql */ `select 0 as source, ''::text as usubjid, ''::text as visitnum, 0::bigint as row,
                                 ${blanks.join(', ')} where false`;
  const selects = [none, ...datasets.map(toSelect)].join(' union all ');
  await client.query(`create temp table found on commit drop as ${selects}`);
}

function toSelect({ name, tableName, columns }: SubjectDataset, index: number): string {
  const find = (variables: readonly string[]) => {
    const columnName = variables.map((variable) => columns[variable]).find((column) => column !== undefined);
    return columnName === undefined ? undefined : escapeIdentifier(columnName);
  };
  const toAttribute = (variables: readonly string[]) => {
    const column = find(variables);
    return column === undefined ? `''` : `coalesce(max(${column}::text), '')`;
  };
  const usubjid = find(['USUBJID']) ?? `''`;
  const visitnum = find(['VISITNUM']);
  const row = name === 'SV' ? escapeIdentifier(ROW_COLUMN) : undefined;
  const source = LEADING.includes(name) ? LEADING.indexOf(name) - LEADING.length : index;
  const selected = [
    source,
    `${usubjid}::text`,
    visitnum === undefined ? `''` : `coalesce(btrim(${visitnum}::text), '')`,
    row ?? 0,
    ...Object.values(VARIABLES).map(toAttribute),
  ];
  const groups = [usubjid, visitnum, row].filter((column) => column !== undefined);
  return /* sql */ `select ${selected.join(', ')} from ${toTableName(tableName)}
                    where ${usubjid}::text <> '' group by ${groups.join(', ')}`;
}
