import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';

import { checkUnchanged } from './checkUnchanged.ts';
import type { SourceFile } from './sourceFile.ts';
import { toReadFault } from './toReadFault.ts';

const HEAD_BYTES = 4096;
const BLOCK_BYTES = 1024 * 1024;

/** Reads the file's head. Throws BAD_IMPORT_FILE where it cannot be read. */
export async function openSourceFile(path: string): Promise<SourceFile> {
  const name = basename(path);
  try {
    const found = await readHead(path);
    let sha256: Promise<string> | undefined;
    const file: SourceFile = {
      ...{ path, name, ...found },
      readSha256: (signal) => (sha256 ??= digest(file, signal)),
    };
    return file;
  } catch (error) {
    throw toReadFault(name, error);
  }
}

async function readHead(path: string): Promise<Pick<SourceFile, 'head' | 'sizeBytes' | 'modifiedAtMs'>> {
  const handle = await open(path);
  try {
    const { size: sizeBytes, mtimeMs: modifiedAtMs } = await handle.stat();
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(HEAD_BYTES), position: 0 });
    return { head: buffer.subarray(0, bytesRead), sizeBytes, modifiedAtMs };
  } finally {
    await handle.close();
  }
}

async function digest(file: SourceFile, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  // One block for all of the file: new ones for hundreds of megabytes would stay until they are collected.
  const block = Buffer.allocUnsafe(BLOCK_BYTES);
  const handle = await open(file.path).catch(fail);
  try {
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await handle.read(block).catch(fail);
      if (bytesRead === 0) break;
      hash.update(block.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
  await checkUnchanged(file);
  return hash.digest('hex');

  function fail(error: unknown): never {
    throw toReadFault(file.name, error);
  }
}
