import type { Client } from 'pg';

import { AppError } from '../../domain/errors.ts';
import type { Id } from '../../domain/id.ts';
import { createId } from './createId.ts';

/** The id of the tenant's study of this name; a new one is made. */
export async function findOrMakeStudy(client: Client, tenantId: string, name: string): Promise<Id> {
  await client.query(
    /* sql */ `insert into clinical.study (tenant_id, study_id, name) values ($1, $2, $3)
               on conflict (tenant_id, name) do nothing`,
    [tenantId, createId(), name],
  );
  const { rows } = await client.query<{ study_id: Id }>(
    /* sql */ `select study_id from clinical.study where tenant_id = $1 and name = $2`,
    [tenantId, name],
  );
  const [study] = rows;
  if (study === undefined) throw new AppError('INTERNAL');
  return study.study_id;
}
