import { stat } from 'node:fs/promises';

import { createFault } from './createFault.ts';
import type { SourceFile } from './sourceFile.ts';

/** Throws where the file is no longer the one that was opened. */
export async function checkUnchanged(file: SourceFile): Promise<void> {
  const now = await stat(file.path).catch(() => undefined);
  if (now?.size === file.sizeBytes && now.mtimeMs === file.modifiedAtMs) return;
  throw createFault(file.name, {}, 'the file was changed while it was being read.');
}
