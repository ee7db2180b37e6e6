import { createFault } from '../createFault.ts';
import type { SourceFile } from '../sourceFile.ts';
import type { Member } from './member.ts';
import { openReadAt } from './openReadAt.ts';

const BLOCK_BYTES = 256 * 1024;

/** A dataset's bytes in blocks of whole rows. */
export async function* readBlocks(
  file: SourceFile,
  member: Member,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const { rowBytes, rowCount, start } = member;
  const rowsPerBlock = Math.max(1, Math.floor(BLOCK_BYTES / rowBytes));
  const { readAt, close } = await openReadAt(file);
  try {
    for (let row = 0; row < rowCount; row += rowsPerBlock) {
      signal.throwIfAborted();
      const sizeBytes = Math.min(rowsPerBlock, rowCount - row) * rowBytes;
      const block = await readAt(start + row * rowBytes, sizeBytes);
      if (block.length < sizeBytes)
        throw createFault(file.name, {}, 'the file became shorter while it was being read.');
      yield block;
    }
  } finally {
    await close();
  }
}
