import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import type { FileStamp } from '../domain/fileStamp.ts';
import type { FileStore } from '../jobs/ports.ts';
import { fileName, jobFolder, type ParsedFile, parseFileName, partName } from './diskLayout.ts';
import { guard, hasEntries, isMissing, toFileStoreError } from './fileStoreError.ts';
import { openStoredFile } from './openedFile.ts';
import { toStamp } from './stamp.ts';
import { syncFolder } from './syncFolder.ts';
import { writeStream } from './writeStream.ts';

const FOLDER_MODE = 0o750;

/** What the store asks of the file system to write; a test hands in a disk that is full. */
export type OpenFile = (path: string, flags: string, mode: number) => Promise<FileHandle>;

const ignore = (): void => undefined;

/** Files in a folder that API and workers share: one folder a job, parts beside final files. */
export function createDiskFileStore(folder: string, openFile: OpenFile = open): FileStore {
  return {
    async writePart(claim, content, signal) {
      const inside = jobFolder(folder, claim.jobId);
      const path = join(inside, partName(claim));
      // An error that comes before the first read is met by it.
      content.on('error', ignore);
      try {
        await guard(mkdir(inside, { recursive: true, mode: FOLDER_MODE }));
        const sizeBytes = await writeStream({ openFile, path, content, signal });
        return { sizeBytes };
      } catch (error) {
        content.destroy();
        await removeEmpty(inside).catch(ignore);
        throw error;
      }
    },

    async publish(claim) {
      const inside = jobFolder(folder, claim.jobId);
      const path = join(inside, fileName(claim));
      await guard(rename(join(inside, partName(claim)), path));
      await guard(syncFolder(inside));
      await guard(syncFolder(folder));
      return await guard(readStamp(path));
    },

    async remove(file) {
      const inside = jobFolder(folder, file.jobId);
      await guard(removeWhere(inside, ({ storageId }) => storageId === file.storageId));
    },

    async removeParts({ jobId, runAttempt, before }) {
      const isEarlier = (file: ParsedFile): boolean =>
        file.isPart &&
        (file.runAttempt < runAttempt || (file.runAttempt === runAttempt && file.tryNumber < before));
      await guard(removeWhere(jobFolder(folder, jobId), isEarlier));
    },

    async removeOthers({ jobId, runAttempt, keep }) {
      const inside = jobFolder(folder, jobId);
      // Parts of earlier attempts go, too: whoever wrote them has lost the row for good.
      const isLeftOver = (file: ParsedFile): boolean =>
        file.storageId !== keep &&
        (file.isPart ? file.runAttempt <= runAttempt : file.runAttempt === runAttempt);
      await guard(removeWhere(inside, isLeftOver));
    },

    async removeOrphans({ jobId, runAttempt, committed }) {
      const isOrphan = (file: ParsedFile): boolean =>
        file.runAttempt <= runAttempt && (file.isPart || !committed.includes(file.storageId));
      await guard(removeWhere(jobFolder(folder, jobId), isOrphan));
    },

    async stat(file) {
      const path = join(jobFolder(folder, file.jobId), fileName(file));
      return await readStamp(path).catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw toFileStoreError(error);
      });
    },

    async open(file) {
      return await openStoredFile(join(jobFolder(folder, file.jobId), fileName(file)));
    },

    async check() {
      const path = join(folder, `.probe-${process.pid}-${Date.now()}`);
      await guard(mkdir(folder, { recursive: true, mode: FOLDER_MODE }));
      try {
        await writeStream({
          openFile,
          path,
          content: Readable.from([Buffer.from('probe')]),
          signal: new AbortController().signal,
        });
      } finally {
        await rm(path, { force: true }).catch(ignore);
      }
    },
  };
}

async function removeWhere(folder: string, isUnwanted: (file: ParsedFile) => boolean): Promise<void> {
  for (const name of await listNames(folder)) {
    const file = parseFileName(name);
    if (file !== undefined && isUnwanted(file)) await rm(join(folder, name), { force: true });
  }
  await removeEmpty(folder);
}

async function readStamp(path: string): Promise<FileStamp> {
  return toStamp(await stat(path, { bigint: true }));
}

async function listNames(folder: string): Promise<string[]> {
  return await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

/** A folder that another try has just filled, or removed, stays as it is. */
async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch((error: unknown) => {
    if (!isMissing(error) && !hasEntries(error)) throw error;
  });
}
