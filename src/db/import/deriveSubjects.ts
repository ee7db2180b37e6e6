import type { Client } from 'pg';

import type { DataScope } from '../../domain/dataset.ts';
import { findSubjectDatasets } from './findSubjectDatasets.ts';
import { gatherSubjects, type SubjectTallies } from './gatherSubjects.ts';
import { replaceDerived } from './replaceDerived.ts';
import { SUBJECT_ATTRIBUTES } from './subjectVariables.ts';

/** Brings the study's subjects and visits in line with the datasets that stand. */
export async function deriveSubjects(
  client: Client,
  scope: DataScope,
  tallies: SubjectTallies,
): Promise<void> {
  // Enough for the groups of a large dataset; it counts per step of a plan and ends with the transaction.
  await client.query(`set local work_mem = '64MB'`);
  await gatherSubjects(client, await findSubjectDatasets(client, scope), tallies);
  await client.query(FRESH_SUBJECTS);
  await replaceDerived(client, { scope, table: 'subject', key: ['usubjid'], columns: SUBJECT_ATTRIBUTES });
  await client.query(FRESH_VISITS);
  const columns = ['visit', 'unscheduled', 'svstdtc'];
  await replaceDerived(client, { scope, table: 'visit', key: ['usubjid', 'visitnum'], columns });
}

/** Every USUBJID of any dataset; each attribute from the first dataset that has it. */
const FRESH_SUBJECTS = /* sql */ `
  create temp table fresh_subject on commit drop as
  select usubjid, ${SUBJECT_ATTRIBUTES.map(toFirst).join(', ')}
  from (select usubjid, source, ${SUBJECT_ATTRIBUTES.map((name) => `max(${name} collate "C") as ${name}`).join(', ')}
        from found group by usubjid, source) by_source
  group by usubjid`;

function toFirst(attribute: string): string {
  const values = `array_agg(${attribute} order by source) filter (where ${attribute} <> '')`;
  return `coalesce((${values})[1], '') as ${attribute}`;
}

/**
 * Of several rows of one visit the first by SVSTDTC stands, then the first by name, so that it is the same each time. A VISITNUM that is no number gives no visit; each text is read
 * once, however many rows have it.
 */
const FRESH_VISITS = /* sql */ `
  create temp table fresh_visit on commit drop as
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
