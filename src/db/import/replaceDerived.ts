import type { Client } from 'pg';

import type { DataScope } from '../../domain/dataset.ts';

type Derived = {
  scope: DataScope;
  table: 'subject' | 'visit';
  key: readonly string[];
  columns: readonly string[];
};

/** Makes the study's rows of `clinical.<table>` those of the temporary table `fresh_<table>`, writing only what differs. */
export async function replaceDerived(client: Client, { scope, table, key, columns }: Derived): Promise<void> {
  const parameters = [scope.tenantId, scope.studyId, scope.mode];
  const standing = 'standing.tenant_id = $1 and standing.study_id = $2 and standing.mode = $3';
  const isEqual = (names: readonly string[]) =>
    names.map((name) => `fresh.${name} = standing.${name}`).join(' and ');
  await client.query(
    /* sql */ `delete from clinical.${table} standing
               where ${standing} and not exists (select from fresh_${table} fresh where ${isEqual([...key, ...columns])})`,
    parameters,
  );
  await client.query(
    /* sql */ `insert into clinical.${table} (tenant_id, study_id, mode, ${[...key, ...columns].join(', ')})
               select $1, $2, $3, ${[...key, ...columns].join(', ')} from fresh_${table} fresh
               where not exists (select from clinical.${table} standing where ${standing} and ${isEqual(key)})`,
    parameters,
  );
  // A report that joins these rows before the server looked at them by itself would be planned for an empty table.
  await client.query(`analyze clinical.${table}`);
}
