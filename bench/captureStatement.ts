import { readFile } from 'node:fs/promises';
import pg from 'pg';

import { POSTGRES_ROLES } from '../src/embedded/postgresPasswords.ts';
import type { BenchEnvironment } from './benchEnvironment.ts';

/** A statement in the server's log: it begins where `LOG:` says so, and its further lines are indented with a tab. */
const LOGGED = /LOG: {2}(?:statement|execute [^:]*): (copy\b.*(?:\n\t.*)*)/gi;

/** The last COPY that the clinical role sent while `work` ran, letter by letter. */
export async function captureStatement(
  { urls, postgresLog }: Pick<BenchEnvironment, 'urls' | 'postgresLog'>,
  work: () => Promise<unknown>,
): Promise<string> {
  const admin = new pg.Client({ connectionString: urls.adminUrl });
  await admin.connect();
  try {
    await admin.query(`alter role ${POSTGRES_ROLES.clinical} set log_statement = 'all'`);
    await work();
    await admin.query(`alter role ${POSTGRES_ROLES.clinical} reset log_statement`);
  } finally {
    await admin.end();
  }
  const [, statement] = [...(await readFile(postgresLog, 'utf8')).matchAll(LOGGED)].at(-1) ?? [];
  if (statement === undefined) throw new Error('The render sent no COPY that the server logged.');
  return statement.replaceAll('\n\t', '\n');
}
