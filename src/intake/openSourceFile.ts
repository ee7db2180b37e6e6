import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';

import { createFault } from './createFault.ts';
import type { SourceFile } from './sourceFile.ts';

const HEAD_BYTES = 4096;
const BLOCK_BYTES = 1024 * 1024;

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file.',
  EACCES: 'this file may not be read.',
  EISDIR: 'this is a folder, not a file.',
};

/** Reads the whole file once, for its SHA-256 and its head. */
export async function openSourceFile(path: string, signal: AbortSignal): Promise<SourceFile> {
  const name = basename(path);
  try {
    const { size: sizeBytes, mtimeMs: modifiedAtMs } = await stat(path);
    const { head, sha256 } = await digest(path, signal);
    return { path, name, sizeBytes, modifiedAtMs, sha256, head };
  } catch (error) {
    signal.throwIfAborted();
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw createFault(name, {}, REASONS[code] ?? 'this file cannot be read.', error);
  }
}

async function digest(path: string, signal: AbortSignal): Promise<Pick<SourceFile, 'head' | 'sha256'>> {
  const hash = createHash('sha256');
  let head: Buffer = Buffer.alloc(0);
  // A file read without an encoding yields Buffers.
  const blocks: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: BLOCK_BYTES, signal });
  for await (const block of blocks) {
    if (head.length === 0) head = Buffer.from(block.subarray(0, HEAD_BYTES));
    hash.update(block);
  }
  return { head, sha256: hash.digest('hex') };
}
