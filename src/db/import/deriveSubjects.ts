import type { Client } from 'pg';

import type { DataScope } from '../../domain/dataset.ts';
import type { FoundDataset } from './findSubjectDatasets.ts';

/** What a subject has, and the variables that say it. */
const ATTRIBUTES: Record<string, readonly string[]> = {
  subjid: ['SUBJID'],
  scrnid: ['SCRNID'],
  siteid: ['SITEID'],
  sitename: ['SITENAME', 'SITENAM'],
  country: ['COUNTRY'],
  invid: ['INVID'],
  invnam: ['INVNAM'],
};

/**
 * Makes the study's subjects anew from the datasets that stand: every USUBJID of any of them, each attribute from DM
 * where DM has it, else from the first dataset by name that does.
 */
export async function deriveSubjects(
  client: Client,
  scope: DataScope,
  datasets: readonly FoundDataset[],
): Promise<void> {
  const key = [scope.tenantId, scope.studyId, scope.mode];
  await client.query(
    `delete from clinical.subject where tenant_id = $1 and study_id = $2 and mode = $3`,
    key,
  );
  if (datasets.length === 0) return;
  const names = Object.keys(ATTRIBUTES);
  const chosen = names.map(
    (name) => `coalesce((array_agg(${name} order by source) filter (where ${name} <> ''))[1], '')`,
  );
  await client.query(
    /* sql */ `insert into clinical.subject (tenant_id, study_id, mode, usubjid, ${names.join(', ')})
               select $1, $2, $3, usubjid, ${chosen.join(', ')}
               from (${datasets.map(toSelect).join(' union all ')}) found
               group by usubjid`,
    key,
  );
}

function toSelect(dataset: FoundDataset, index: number): string {
  const attributes = Object.entries(ATTRIBUTES).map(([name, variables]) => {
    const variable = variables.find(dataset.has);
    return variable === undefined ? `'' as ${name}` : `max(${dataset.text(variable)}) as ${name}`;
  });
  const source = dataset.name === 'DM' ? -1 : index;
  return /* sql */ `select ${source} as source, ${dataset.text('USUBJID')} as usubjid, ${attributes.join(', ')}
                    from ${dataset.table} where ${dataset.text('USUBJID')} <> '' group by 2`;
}
