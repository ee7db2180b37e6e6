import knex from 'knex';

import { migrate } from '../db/migrate.ts';
import { POSTGRES_ROLES } from './postgresPasswords.ts';

/** Brings an embedded database to the newest schema. */
export async function migrateEmbedded(ownerUrl: string): Promise<void> {
  const owner = knex({ client: 'pg', connection: ownerUrl });
  try {
    await migrate(owner, { service: POSTGRES_ROLES.service, clinical: POSTGRES_ROLES.clinical });
  } finally {
    await owner.destroy();
  }
}
