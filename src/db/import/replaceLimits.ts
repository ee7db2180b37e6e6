import type { Client } from 'pg';

import type { DataScope } from '../../domain/dataset.ts';
import type { EnrollmentLimit } from '../../domain/enrollmentLimit.ts';

/** Makes the study's enrollment limits in this mode those that are given. */
export async function replaceLimits(
  client: Client,
  scope: DataScope,
  limits: readonly EnrollmentLimit[],
): Promise<void> {
  const parameters = [scope.tenantId, scope.studyId, scope.mode];
  await client.query(
    `delete from clinical.enrollment_limit where tenant_id = $1 and study_id = $2 and mode = $3`,
    parameters,
  );
  await client.query(
    /* sql */ `insert into clinical.enrollment_limit
                 (tenant_id, study_id, mode, country, siteid, status, screening, randomization)
               select $1, $2, $3, country, "siteId", status, screening, randomization
               from jsonb_to_recordset($4::jsonb)
                 as l (country text, "siteId" text, status text, screening integer, randomization integer)`,
    [...parameters, JSON.stringify(limits)],
  );
}
