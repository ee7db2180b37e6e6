import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

import { identifyProcess } from './processIdentity.ts';

const HOLDER = z.object({ pid: z.number(), identity: z.string() });

export type FileLock = { release(): Promise<void> };

/** Takes a lock file for this process; undefined where a living process holds it. A dead one's is taken over. */
export async function tryFileLock(path: string): Promise<FileLock | undefined> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify({ pid: process.pid, identity: identifyProcess(process.pid) }));
  try {
    for (;;) {
      // A link stands at once with all its content, so that nobody takes a lock for stale while it is written.
      if (await isDone(link(draft, path))) return { release: () => rm(path, { force: true }) };
      const found = await readFile(path, 'utf8').catch(() => undefined);
      if (found === undefined) continue;
      if (isHeld(found)) return undefined;
      await removeStale(path, found);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

// Two may find the same stale lock: whoever moves a fresh one aside puts it back.
async function removeStale(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  if (!(await isDone(rename(path, aside)))) return;
  if ((await readFile(aside, 'utf8')) !== stale) await isDone(link(aside, path));
  await rm(aside, { force: true });
}

function isHeld(text: string): boolean {
  try {
    const holder = HOLDER.parse(JSON.parse(text));
    return identifyProcess(holder.pid) === holder.identity;
  } catch {
    return false;
  }
}

/** False where the file is there already, or there no more. */
async function isDone(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'ENOENT')) {
      return false;
    }
    throw error;
  }
}
