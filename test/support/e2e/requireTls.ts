import { chown, copyFile, chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Stack } from './stack.ts';

const FOLDER = join(import.meta.dirname, '..', 'tls');

/**
 * From now on the database takes the clinical role over TLS alone. Answers its URL, which believes in the certificate of the
 * tests and in no other.
 */
export async function requireTls(stack: Stack): Promise<string> {
  const [place] = await stack.query<{ data: string; hba: string }>(
    `select current_setting('data_directory') as data, current_setting('hba_file') as hba`,
  );
  if (place === undefined) throw new Error('The server does not say where its files are.');
  const { uid, gid } = await stat(place.data);
  for (const name of ['server.pem', 'serverKey.pem']) {
    const file = join(place.data, name);
    await copyFile(join(FOLDER, name), file);
    await chmod(file, 0o600);
    await chown(file, uid, gid);
  }
  const rules = await readFile(place.hba, 'utf8');
  await writeFile(place.hba, `hostnossl all report_clinical all reject\n${rules}`);
  for (const setting of ["ssl_cert_file = 'server.pem'", "ssl_key_file = 'serverKey.pem'", 'ssl = on'])
    await stack.query(`alter system set ${setting}`);
  await stack.query('select pg_reload_conf()');
  const url = new URL(stack.postgres.urls.clinicalUrl);
  url.searchParams.set('sslmode', 'verify-full');
  url.searchParams.set('sslrootcert', join(FOLDER, 'server.pem'));
  return url.href;
}
