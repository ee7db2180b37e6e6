import { type FileHandle, rm } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';

import { guard } from './fileStoreError.ts';

/** Reports are read by those who run the service, and by nobody else on the machine. */
const FILE_MODE = 0o640;
const BATCH_BYTES = 1024 * 1024;
/** The disk works beside the rows, so that the last sync has little left to wait for. */
const SYNC_BYTES = 16 * 1024 * 1024;

type Writing = {
  openFile: (path: string, flags: string, mode: number) => Promise<FileHandle>;
  path: string;
  content: Readable;
  signal: AbortSignal;
};

/**
 * Writes a stream into a new file, syncs it, and answers the file's size. Errors of the stream pass as they are, those of
 * the file system are translated, an abort throws the signal's reason; where it fails, it leaves no file.
 */
export async function writeStream({ openFile, path, content, signal }: Writing): Promise<number> {
  signal.throwIfAborted();
  addAbortSignal(signal, content);
  const file = await guard(openFile(path, 'wx', FILE_MODE));
  try {
    let batch: Uint8Array[] = [];
    let batchBytes = 0;
    let unsyncedBytes = 0;
    let syncing = Promise.resolve();
    // A stream that is not in object mode gives buffers.
    for await (const chunk of content as AsyncIterable<Uint8Array>) {
      batch.push(chunk);
      batchBytes += chunk.byteLength;
      if (batchBytes < BATCH_BYTES) continue;
      await guard(writeBatch(file, batch));
      unsyncedBytes += batchBytes;
      batch = [];
      batchBytes = 0;
      if (unsyncedBytes < SYNC_BYTES) continue;
      unsyncedBytes = 0;
      // A sync that failed is told of once: it must be heard here, a later one would succeed.
      await guard(syncing);
      syncing = file.datasync();
      syncing.catch(() => undefined);
    }
    await guard(writeBatch(file, batch));
    await guard(syncing);
    await guard(file.sync());
    signal.throwIfAborted();
    return (await guard(file.stat())).size;
  } catch (error) {
    await rm(path, { force: true }).catch(() => undefined);
    signal.throwIfAborted();
    throw error;
  } finally {
    await guard(file.close());
  }
}

/** A file system that is nearly full takes a part of a batch before it refuses the rest. */
async function writeBatch(file: FileHandle, batch: readonly Uint8Array[]): Promise<void> {
  let rest = batch;
  while (rest.length > 0) {
    const { bytesWritten } = await file.writev(rest);
    rest = dropBytes(rest, bytesWritten);
  }
}

function dropBytes(batch: readonly Uint8Array[], count: number): Uint8Array[] {
  let left = count;
  return batch.flatMap((chunk) => {
    const dropped = Math.min(left, chunk.byteLength);
    left -= dropped;
    return dropped === chunk.byteLength ? [] : [chunk.subarray(dropped)];
  });
}
