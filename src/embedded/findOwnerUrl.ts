import { readDevState } from './readDevState.ts';

/** The database that commands load data into: the given one, else the running dev environment's. */
export async function findOwnerUrl(given: string | undefined): Promise<string> {
  const url = given ?? (await readDevState())?.migrationDatabaseUrl;
  if (url !== undefined) return url;
  throw new Error('No database is known. Start npm run dev, or set MIGRATION_DATABASE_URL.');
}
