import pg from 'pg';

import type { Id } from '../domain/id.ts';

/** Whose a study is, and its name, where only its id is known. */
export async function findStudyOwner(
  connectionString: string,
  studyId: Id,
): Promise<{ tenantId: string; name: string } | undefined> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ tenantId: string; name: string }>(
      'select tenant_id as "tenantId", name from clinical.study where study_id = $1',
      [studyId],
    );
    return rows[0];
  } finally {
    await client.end();
  }
}
