import { type FileHandle, open } from 'node:fs/promises';

import { AppError } from '../domain/errors.ts';
import type { OpenedFile } from '../jobs/ports.ts';
import { guard, isMissing } from './fileStoreError.ts';
import { toStamp } from './stamp.ts';

/** Opens a file once, so that its stamp and its bytes cannot be of two files; undefined where there is none. */
export async function openStoredFile(path: string): Promise<OpenedFile | undefined> {
  const handle = await guard(
    open(path, 'r').catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    }),
  );
  if (handle === undefined) return undefined;
  try {
    const stamp = toStamp(await guard(handle.stat({ bigint: true })));
    return {
      stamp,
      read: (buffer, position) => guard(fill(handle, buffer, position)),
      close: () => guard(handle.close()),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function fill(handle: FileHandle, buffer: Uint8Array, position: number): Promise<void> {
  for (let filled = 0; filled < buffer.byteLength;) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.byteLength - filled, position + filled);
    if (bytesRead === 0) throw new AppError('FILE_MISMATCH');
    filled += bytesRead;
  }
}
