import { open } from 'node:fs/promises';

import type { SourceFile } from '../sourceFile.ts';
import { toReadFault } from '../toReadFault.ts';

/** The bytes from a position on, so many or up to the file's end. Throws BAD_IMPORT_FILE where the file cannot be read. */
export type ReadAt = (position: number, sizeBytes: number) => Promise<Buffer>;

/** Whoever opens a file has to close it. */
export async function openReadAt({
  path,
  name,
}: SourceFile): Promise<{ readAt: ReadAt; close: () => Promise<void> }> {
  const fail = (error: unknown): never => {
    throw toReadFault(name, error);
  };
  const handle = await open(path).catch(fail);
  return {
    readAt: async (position, sizeBytes) => {
      const { bytesRead, buffer } = await handle
        .read({ buffer: Buffer.alloc(sizeBytes), position })
        .catch(fail);
      return buffer.subarray(0, bytesRead);
    },
    close: () => handle.close(),
  };
}
