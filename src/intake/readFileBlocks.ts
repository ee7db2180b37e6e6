import { createReadStream } from 'node:fs';

import type { SourceFile } from './sourceFile.ts';
import { toReadFault } from './toReadFault.ts';

/** A file from its start to its end, in blocks of at most so many bytes. Throws BAD_IMPORT_FILE where it cannot be read. */
export async function* readFileBlocks(
  { path, name, blockBytes }: Pick<SourceFile, 'path' | 'name'> & { blockBytes: number },
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  try {
    // A file read without an encoding yields Buffers.
    yield* createReadStream(path, { highWaterMark: blockBytes, signal }) as AsyncIterable<Buffer>;
  } catch (error) {
    throw toReadFault(name, error);
  }
}
