import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { tryFileLock } from './fileLock.ts';
import { ProcessRecord } from './processRecord.ts';

export type DataFolder = { record: ProcessRecord; release: () => Promise<void> };

/** Makes this process the only one that works with the data folder, and ends what a killed predecessor left running. */
export async function openDataFolder(path: string, signal: AbortSignal): Promise<DataFolder> {
  await mkdir(join(path, 'logs'), { recursive: true });
  const lock = await tryFileLock(join(path, 'lock'));
  if (lock === undefined) {
    throw new Error(
      'npm run dev or npm run demo is already running in this checkout. Stop it first, or use another checkout.',
    );
  }
  const record = new ProcessRecord(join(path, 'processes.json'));
  try {
    await record.endAll(signal);
    // What a killed predecessor said of its parts no longer holds.
    await rm(join(path, 'dev.json'), { force: true });
  } catch (error) {
    await lock.release();
    throw error;
  }
  return { record, release: () => lock.release() };
}
