import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export const POSTGRES_ROLES = {
  admin: 'postgres',
  owner: 'report_owner',
  service: 'report_service',
  clinical: 'report_clinical',
} as const;

const secret = z.string().min(20);
const PASSWORDS = z.object({ admin: secret, owner: secret, service: secret, clinical: secret });
export type PostgresPasswords = z.infer<typeof PASSWORDS>;

/** Random passwords of the four roles, made once and kept in the data folder, readable by its owner alone. */
export async function loadPostgresPasswords(dataDir: string): Promise<PostgresPasswords> {
  const path = join(dataDir, 'passwords.json');
  const kept = await readFile(path, 'utf8').catch(() => undefined);
  if (kept !== undefined) return PASSWORDS.parse(JSON.parse(kept));
  const create = () => randomBytes(24).toString('base64url');
  const made = { admin: create(), owner: create(), service: create(), clinical: create() };
  await writeFile(`${path}.new`, JSON.stringify(made), { mode: 0o600 });
  await rename(`${path}.new`, path);
  return made;
}
