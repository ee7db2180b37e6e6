import { readDevState } from './readDevState.ts';

/** The database that reports are read from: the given one, else the running dev environment's. */
export async function findClinicalUrl(given: string | undefined): Promise<string> {
  const url = given ?? (await readDevState())?.clinicalDatabaseUrl;
  if (url !== undefined) return url;
  throw new Error('No database is known. Start npm run dev, or set CLINICAL_DATABASE_URL.');
}
