import type pg from 'pg';

import type { DataScope } from '../../domain/dataset.ts';
import { quoteName } from './quote.ts';

/** A study's subjects and their visits, as they stand behind FROM, and the tables that they are read from. */
export type SubjectTables = { subject: string; visit: string; tables: readonly string[] };

/** Of a study that nothing was imported into in this mode, and of a tenant. */
const NOBODY: SubjectTables = {
  subject: toNoRows(['usubjid', 'subjid', 'scrnid', 'siteid', 'sitename', 'country', 'invid', 'invnam']),
  visit: `(select ''::text as usubjid, 0::numeric as visitnum, ''::text as visit, false as unscheduled, ''::text as svstdtc where false)`,
  tables: [],
};

export async function findSubjectTables(client: pg.Client, scope: DataScope): Promise<SubjectTables> {
  const { rows } = await client.query<{ subject_table: string; visit_table: string }>(
    `select subject_table, visit_table from clinical.subject_list where tenant_id = $1 and study_id = $2 and mode = $3`,
    [scope.tenantId, scope.studyId, scope.mode],
  );
  const [row] = rows;
  if (row === undefined) return NOBODY;
  const subject = `clinical_data.${quoteName(row.subject_table)}`;
  const visit = `clinical_data.${quoteName(row.visit_table)}`;
  return { subject, visit, tables: [subject, visit] };
}

function toNoRows(columns: readonly string[]): string {
  return `(select ${columns.map((name) => `''::text as ${name}`).join(', ')} where false)`;
}
