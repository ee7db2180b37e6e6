import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

import { identifyProcess } from './processIdentity.ts';

const HOLDER = z.object({ pid: z.number(), identity: z.string() });

export type FileLock = { release(): Promise<void> };

/** Takes a lock file for this process; undefined where a living process holds it. A dead one's is taken over. */
export async function tryFileLock(path: string): Promise<FileLock | undefined> {
  await mkdir(dirname(path), { recursive: true });
  const ours = JSON.stringify({ pid: process.pid, identity: identifyProcess(process.pid) ?? '' });
  for (;;) {
    try {
      await writeFile(path, ours, { flag: 'wx', mode: 0o600 });
      return { release: () => rm(path, { force: true }) };
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
    const found = await readFile(path, 'utf8').catch(() => '');
    if (isHeld(found)) return undefined;
    await removeStale(path, found);
  }
}

// Two may find the same stale lock: whoever moves a fresh one aside puts it back.
async function removeStale(path: string, stale: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const moved = await readFile(aside, 'utf8');
  if (moved === stale) await rm(aside);
  else await rename(aside, path);
}

function isHeld(text: string): boolean {
  try {
    const holder = HOLDER.parse(JSON.parse(text));
    return identifyProcess(holder.pid) === holder.identity;
  } catch {
    return false;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
