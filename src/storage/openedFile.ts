import { type FileHandle, open } from 'node:fs/promises';

import type { ByteSpan } from '../domain/byteSpan.ts';
import { AppError } from '../domain/errors.ts';
import type { OpenedFile } from '../jobs/ports.ts';
import { guard, isMissing } from './fileStoreError.ts';
import { toStamp } from './stamp.ts';

/** Measured with 20 readers of 1 GB: smaller chunks cost calls, larger ones memory. */
const CHUNK_BYTES = 512 * 1024;

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
    return { stamp, read: (span) => readSpan(handle, span), close: () => guard(handle.close()) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** One buffer is filled while the other is with the consumer. */
async function* readSpan(handle: FileHandle, { start, end }: ByteSpan): AsyncGenerator<Uint8Array> {
  if (start >= end) return;
  const fill = (buffer: Buffer, from: number) => {
    const reading = guard(handle.read(buffer, 0, Math.min(buffer.length, end - from), from));
    // A consumer that has left does not ask for what was read ahead.
    reading.catch(() => undefined);
    return reading;
  };
  const sizeBytes = Math.min(CHUNK_BYTES, end - start);
  let [filling, idle] = [Buffer.allocUnsafeSlow(sizeBytes), Buffer.allocUnsafeSlow(sizeBytes)];
  let reading = fill(filling, start);
  for (let position = start; position < end;) {
    const { bytesRead } = await reading;
    if (bytesRead === 0) throw new AppError('FILE_MISMATCH');
    const chunk = filling.subarray(0, bytesRead);
    position += bytesRead;
    [filling, idle] = [idle, filling];
    if (position < end) reading = fill(filling, position);
    yield chunk;
  }
}
