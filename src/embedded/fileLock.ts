import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

import { identifyProcess } from './processIdentity.ts';

const HOLDER = z.object({ pid: z.number(), identity: z.string(), isEnding: z.boolean() });

export type FileLock = {
  /** Says to others that it is about to be released. */
  markEnding: () => Promise<void>;
  release: () => Promise<void>;
};

/** Takes a lock file for this process; undefined where a living process holds it. A dead one's is taken over. */
export async function tryFileLock(path: string): Promise<FileLock | undefined> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  const write = (isEnding: boolean) =>
    writeFile(draft, JSON.stringify({ pid: process.pid, identity: identifyProcess(process.pid), isEnding }));
  await write(false);
  try {
    for (;;) {
      // A link stands at once with all its content, so that nobody takes a lock for stale while it is written.
      if (await isDone(link(draft, path))) {
        return {
          markEnding: async () => {
            await write(true);
            await rename(draft, path);
          },
          release: () => rm(path, { force: true }),
        };
      }
      const found = await readFile(path, 'utf8').catch(() => undefined);
      if (found === undefined) continue;
      if (isHeld(found)) return undefined;
      await removeStale(path, found);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** Whether a living process holds the lock and has not said that it is about to release it. */
export async function isLockKept(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return isHeld(text) && parse(text)?.isEnding === false;
}

// Two may find the same stale lock: whoever moves a fresh one aside puts it back.
async function removeStale(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  if (!(await isDone(rename(path, aside)))) return;
  if ((await readFile(aside, 'utf8')) !== stale) await isDone(link(aside, path));
  await rm(aside, { force: true });
}

function isHeld(text: string): boolean {
  const holder = parse(text);
  return holder !== undefined && identifyProcess(holder.pid) === holder.identity;
}

function parse(text: string): z.infer<typeof HOLDER> | undefined {
  try {
    return HOLDER.parse(JSON.parse(text));
  } catch {
    return undefined;
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
