import { lchown, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { ServerUser } from './findServerUser.ts';

/** Makes a folder and all in it the server user's; nothing to do where that is ourselves. */
export async function giveTo(path: string, user: ServerUser | undefined): Promise<void> {
  if (user === undefined) return;
  await lchown(path, user.uid, user.gid);
  for (const entry of await readdir(path, { withFileTypes: true, recursive: true })) {
    await lchown(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
}
