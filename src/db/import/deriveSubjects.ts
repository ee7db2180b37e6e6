import type { Client } from 'pg';

import type { DataScope } from '../../domain/dataset.ts';
import { createId } from './createId.ts';
import { toTableName } from './dataTable.ts';
import { findSubjectDatasets } from './findSubjectDatasets.ts';
import { gatherSubjects, type SubjectTallies } from './gatherSubjects.ts';
import { SUBJECT_ATTRIBUTES } from './subjectVariables.ts';

/** Writes the study's subjects and visits anew, as the datasets that stand have them, each into a new table. */
export async function deriveSubjects(
  client: Client,
  scope: DataScope,
  tallies: SubjectTallies,
): Promise<void> {
  // Enough for the groups of a large dataset; it counts per step of a plan and ends with the transaction.
  await client.query(`set local work_mem = '64MB'`);
  await gatherSubjects(client, await findSubjectDatasets(client, scope), tallies);
  const subjectTable = await writeTable(client, SUBJECT_COLUMNS, 'usubjid', SUBJECTS);
  const visitTable = await writeTable(client, VISIT_COLUMNS, 'usubjid, visitnum', VISITS);
  await client.query(
    /* sql */ `insert into clinical.subject_list (tenant_id, study_id, mode, subject_table, visit_table)
               values ($1, $2, $3, $4, $5)
               on conflict (tenant_id, study_id, mode) do update
               set subject_table = excluded.subject_table, visit_table = excluded.visit_table`,
    [scope.tenantId, scope.studyId, scope.mode, subjectTable, visitTable],
  );
}

/** Fills a new table before its key is built, and answers its name. */
async function writeTable(client: Client, columns: string, key: string, select: string): Promise<string> {
  const id = createId();
  const table = toTableName(id);
  await client.query(`create table ${table} (${columns})`);
  await client.query(`insert into ${table} ${select}`);
  await client.query(`alter table ${table} add primary key (${key})`);
  // A report that joins these rows before the server looked at them by itself would be planned for an empty table.
  await client.query(`analyze ${table}`);
  return id;
}

const SUBJECT_COLUMNS = ['usubjid', ...SUBJECT_ATTRIBUTES].map((name) => `${name} text not null`).join(', ');

/** VISITNUM is rounded to nine decimals: transport files carry 9.3 and 9.299999999999999 for one visit. */
const VISIT_COLUMNS =
  'usubjid text not null, visitnum numeric not null, visit text not null, unscheduled boolean not null, svstdtc text not null';

/** Every USUBJID of any dataset; each attribute from the first dataset that has it. */
const SUBJECTS = /* sql */ `
  select usubjid, ${SUBJECT_ATTRIBUTES.map(toFirst).join(', ')}
  from (select usubjid, source, ${SUBJECT_ATTRIBUTES.map((name) => `max(${name} collate "C") as ${name}`).join(', ')}
        from found group by usubjid, source) by_source
  group by usubjid`;

function toFirst(attribute: string): string {
  const values = `array_agg(${attribute} order by source) filter (where ${attribute} <> '')`;
  return `coalesce((${values})[1], '') as ${attribute}`;
}

/**
 * Of several rows of one visit the first by SVSTDTC stands, then the first by name, so that it is the same each time. A
 * VISITNUM that is no number gives no visit; each text is read once, however many rows have it.
 */
const VISITS = /* sql */ `
  with numbers as materialized (
    select visitnum, case when visitnum ~ '^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?$'
                          then trim_scale(round(visitnum::numeric, 9)) end as number
    from (select distinct visitnum from found) texts
  )
  select distinct on (usubjid, number) usubjid, number as visitnum, visit,
         svupdes <> '' or visit ilike 'unscheduled%' as unscheduled, svstdtc
  from found join numbers using (visitnum)
  where number is not null
  order by usubjid, number, source, nullif(svstdtc, '') collate "C" nulls last, row, visit = '',
           visit collate "C", svupdes = ''`;
