import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { AppError } from '../domain/errors.ts';
import { type Id, parseId } from '../domain/id.ts';
import type { RowSpool } from '../jobs/ports.ts';
import type { OpenFile } from './diskFileStore.ts';
import { guard, isMissing, toFileStoreError } from './fileStoreError.ts';
import { encodeSpool, readHead, readRows, splitLines } from './spoolFormat.ts';
import { syncFolder } from './syncFolder.ts';
import { writeStream } from './writeStream.ts';

const FOLDER = 'spool';
const FOLDER_MODE = 0o750;
const NAME = /^([0-9A-F]{32})\.rows$/;

/** Spooled tables in a folder beside the jobs' own: one file each, written once and never changed. */
export function createDiskRowSpool(storeFolder: string, openFile: OpenFile = open): RowSpool {
  const folder = join(storeFolder, FOLDER);
  const pathOf = (spoolId: Id): string => {
    if (parseId(spoolId) !== spoolId)
      throw new AppError('INTERNAL', { details: 'A spool is named by an id.' });
    return join(folder, `${spoolId}.rows`);
  };

  return {
    async write(spoolId, table, signal) {
      await guard(mkdir(folder, { recursive: true, mode: FOLDER_MODE }));
      const hash = createHash('sha256');
      const content = Readable.from(hashed(encodeSpool(table), hash), { objectMode: false });
      await writeStream({ openFile, path: pathOf(spoolId), content, signal });
      await guard(syncFolder(folder));
      await guard(syncFolder(storeFolder));
      return { sha256: hash.digest('hex') };
    },

    async open(spoolId, sha256) {
      const path = pathOf(spoolId);
      if ((await hashOf(path)) !== sha256) throw new AppError('FILE_MISMATCH');
      const head = await readHead(readLines(path));
      return { ...head, rows: () => readRows(readLines(path)) };
    },

    async remove(spoolId) {
      await guard(rm(pathOf(spoolId), { force: true }));
    },

    async list() {
      const names = await readdir(folder).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw toFileStoreError(error);
      });
      const found = await Promise.all(names.map((name) => describe(folder, name)));
      return found.flatMap((spool) => spool ?? []);
    },
  };
}

async function describe(folder: string, name: string): Promise<{ spoolId: Id; writtenAt: Date } | undefined> {
  const spoolId = NAME.exec(name)?.[1];
  if (spoolId === undefined) return undefined;
  return await stat(join(folder, name)).then(
    ({ mtime }) => ({ spoolId, writtenAt: mtime }),
    (error: unknown) => {
      if (isMissing(error)) return undefined;
      throw toFileStoreError(error);
    },
  );
}

async function* hashed(
  bytes: Iterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncIterable<Uint8Array> {
  for (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
    await Promise.resolve();
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of readBytes(path)) hash.update(chunk);
  return hash.digest('hex');
}

function readLines(path: string): AsyncIterable<string> {
  return splitLines(readBytes(path));
}

async function* readBytes(path: string): AsyncIterable<Buffer> {
  try {
    yield* createReadStream(path) as AsyncIterable<Buffer>;
  } catch (error) {
    throw isMissing(error) ? new AppError('DIRECT_ROWS_GONE', { cause: error }) : toFileStoreError(error);
  }
}
