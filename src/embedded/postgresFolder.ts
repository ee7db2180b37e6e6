import { lstat, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import type { ServerUser } from './findServerUser.ts';
import { giveTo } from './giveTo.ts';

const POINTER = 'folder';
const OWNER = 'owner';

/**
 * Where the cluster lies: in the data folder itself or, where the server runs as another user who may not reach that,
 * in a private folder below the system's temporary folder. The data folder names it in the file `folder`.
 */
export async function openPostgresFolder(dataDir: string, user: ServerUser | undefined): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (user === undefined) return dataDir;
  const known = await findPrivateFolder(dataDir, user);
  if (known !== undefined) return known;

  const folder = await mkdtemp(join(await findOpenTemporaryFolder(), 'report-generation-postgres-'));
  // A copied checkout carries the pointer too; the folder says whose it is, so that two never share one.
  await writeFile(join(folder, OWNER), resolve(dataDir));
  await giveTo(folder, user);
  await writeFile(join(dataDir, `${POINTER}.new`), folder);
  await rename(join(dataDir, `${POINTER}.new`), join(dataDir, POINTER));
  return folder;
}

/** Removes the data folder and the private folder that it names. */
export async function removePostgresFolder(dataDir: string, user: ServerUser | undefined): Promise<void> {
  const folder = user && (await findPrivateFolder(dataDir, user));
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

/** TMPDIR may lie in a folder of root's own, where nobody else gets through. */
async function findOpenTemporaryFolder(): Promise<string> {
  for (const folder of [tmpdir(), '/tmp', '/var/tmp']) {
    if (await isOpen(resolve(folder))) return folder;
  }
  throw new Error('PostgreSQL needs a temporary folder that its user can reach: set TMPDIR to one.');
}

async function isOpen(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined || (found.mode & 0o001) === 0) return false;
  return dirname(folder) === folder || isOpen(dirname(folder));
}

/** Undefined where it is gone, or is not the very folder that was made: names below /tmp are anybody's to take. */
async function findPrivateFolder(dataDir: string, user: ServerUser): Promise<string | undefined> {
  try {
    const folder = await readFile(join(dataDir, POINTER), 'utf8');
    const found = await lstat(folder);
    const isOurs = found.isDirectory() && found.uid === user.uid && (found.mode & 0o077) === 0;
    if (!isOurs || (await readFile(join(folder, OWNER), 'utf8')) !== resolve(dataDir)) return undefined;
    return folder;
  } catch {
    return undefined;
  }
}
