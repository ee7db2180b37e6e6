import { escapeIdentifier, type Client } from 'pg';

import { ROW_COLUMN, toTableName } from './dataTable.ts';
import { SUBJECT_KEYS, type SubjectDataset } from './findSubjectDatasets.ts';

/** What a subject has, and the variables that say it, SDTM's before those of an EDC's tables. */
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
  visit: ['VISIT', 'FOLDERNAME'],
  svupdes: ['SVUPDES'],
  svstdtc: ['SVSTDTC', 'VISIT_DT'],
};

/** The order in which datasets are believed; all others follow by name. */
const LEADING = ['DM', 'RAWPLUS_DM', 'SV', 'RAWPLUS_VISDT'];
/** Of these each row is a visit. */
const VISITS = ['SV', 'RAWPLUS_VISDT'];

/**
 * Reads each dataset once into the temporary table `found`: a row per subject and VISITNUM (per row of a dataset of visits), blank where a
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
  const usubjid = find(SUBJECT_KEYS) ?? `''`;
  const visitnum = find(['VISITNUM', 'FOLDERSEQ_NSV']);
  const row = VISITS.includes(name) ? escapeIdentifier(ROW_COLUMN) : undefined;
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
