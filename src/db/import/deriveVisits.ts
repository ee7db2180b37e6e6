import type { Client } from 'pg';

import type { DataScope } from '../../domain/dataset.ts';
import { ROW_COLUMN } from './dataTable.ts';
import type { FoundDataset } from './findSubjectDatasets.ts';

/**
 * Makes the study's visits anew: from SV, and those that SV lacks from the other datasets that carry VISITNUM. Of several
 * rows of one visit the first by SVSTDTC stands. A VISITNUM that is no number gives no visit.
 */
export async function deriveVisits(
  client: Client,
  scope: DataScope,
  datasets: readonly FoundDataset[],
): Promise<void> {
  const key = [scope.tenantId, scope.studyId, scope.mode];
  await client.query(`delete from clinical.visit where tenant_id = $1 and study_id = $2 and mode = $3`, key);
  const selects = datasets.filter((dataset) => dataset.has('VISITNUM')).map(toSelect);
  if (selects.length === 0) return;
  await client.query(
    /* sql */ `insert into clinical.visit (tenant_id, study_id, mode, usubjid, visitnum, visit, unscheduled, svstdtc)
               select distinct on (usubjid, number) $1, $2, $3, usubjid, number, visit,
                      svupdes <> '' or visit ilike 'unscheduled%', svstdtc
               from (${selects.join(' union all ')}) found
               cross join lateral (select case when visitnum ~ '^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?$'
                                               then trim_scale(round(visitnum::numeric, 9)) end as number) parsed
               where number is not null
               order by usubjid, number, source, nullif(svstdtc, '') nulls last, first_row, visit = ''`,
    key,
  );
}

/** SV row by row; of the others, which may be long, one row a visit. */
function toSelect(dataset: FoundDataset, index: number): string {
  const isVisits = dataset.name === 'SV';
  const pick = isVisits ? (sql: string) => sql : (sql: string) => `max(${sql})`;
  return /* sql */ `select ${isVisits ? -1 : index} as source, ${dataset.text('USUBJID')} as usubjid,
                           btrim(${dataset.text('VISITNUM')}) as visitnum, ${pick(dataset.text('VISIT'))} as visit,
                           ${pick(dataset.text('SVUPDES'))} as svupdes, ${pick(dataset.text('SVSTDTC'))} as svstdtc,
                           ${isVisits ? `"${ROW_COLUMN}"` : 0} as first_row
                    from ${dataset.table} where ${dataset.text('USUBJID')} <> '' ${isVisits ? '' : 'group by 2, 3'}`;
}
