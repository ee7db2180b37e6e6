import knex from 'knex';

import { ConfigError, loadOwnerConfig, type OwnerConfig } from './config.ts';
import { toDatabaseError } from './db/databaseError.ts';
import { migrate } from './db/migrate.ts';

try {
  await main(loadOwnerConfig(process.env));
  console.log('The schema is up to date.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ConfigError ? 78 : 1;
}

/** Runs as the owner; the other two roles are those that the service and the render connect as. */
async function main(config: OwnerConfig): Promise<void> {
  const owner = knex({ client: 'pg', connection: config.MIGRATION_DATABASE_URL });
  try {
    await migrate(owner, {
      service: userOf(config.DATABASE_URL),
      clinical: userOf(config.CLINICAL_DATABASE_URL),
    });
  } catch (error) {
    throw toDatabaseError(error);
  } finally {
    await owner.destroy();
  }
}

function userOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}
