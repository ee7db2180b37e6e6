import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { isLockKept, tryFileLock, type FileLock } from './fileLock.ts';
import { ProcessRecord } from './processRecord.ts';
import { StopWaiting, waitUntil } from './waitUntil.ts';

/** A predecessor that is ending hands over a render and closes two databases. */
const ENDING_TIMEOUT_MS = 40_000;

export type DataFolder = {
  record: ProcessRecord;
  markEnding: () => Promise<void>;
  release: () => Promise<void>;
};

/** Makes this process the only one that works with the data folder, and ends what a killed predecessor left running. */
export async function openDataFolder(path: string, signal: AbortSignal): Promise<DataFolder> {
  await mkdir(join(path, 'logs'), { recursive: true });
  const lock = await takeLock(join(path, 'lock'), signal);
  const record = new ProcessRecord(join(path, 'processes.json'));
  try {
    await record.endAll(signal);
    // What a killed predecessor said of its parts no longer holds.
    await rm(join(path, 'dev.json'), { force: true });
  } catch (error) {
    await lock.release();
    throw error;
  }
  return { record, ...lock };
}

/** Waits for a predecessor only where that is ending. */
function takeLock(path: string, signal: AbortSignal): Promise<FileLock> {
  return waitUntil({
    what: 'an earlier npm run dev or npm run demo in this checkout to end',
    timeoutMs: ENDING_TIMEOUT_MS,
    signal,
    ask: async () => {
      const lock = await tryFileLock(path);
      if (lock !== undefined || !(await isLockKept(path))) return lock;
      throw new StopWaiting(
        'npm run dev or npm run demo is already running in this checkout. Stop it first, or use another checkout.',
      );
    },
  });
}
