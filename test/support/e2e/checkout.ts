import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';

import { PROJECT_FOLDER } from '../../../src/embedded/projectFolder.ts';

/** What the commands of package.json read; nothing of it is written. */
const FILES = [
  ...['package.json', '.npmrc', 'tsconfig.json', 'tsconfig.build.json', 'LICENSE'],
  ...['src', 'workflows', 'activities', 'reports', 'scripts', 'docker', join('tools', 'temporal')],
];

/** A checkout of its own for commands that write into theirs. Its packages are those of this one. */
export async function copyCheckout(folder: string): Promise<void> {
  await mkdir(folder);
  for (const file of FILES) await cp(join(PROJECT_FOLDER, file), join(folder, file), { recursive: true });
  await symlink(join(PROJECT_FOLDER, 'node_modules'), join(folder, 'node_modules'));
}

/** What the Dockerfile's last stage takes over from a checkout that was built: the image has no sources. */
export async function takeProduct(checkout: string, folder: string): Promise<void> {
  await mkdir(folder);
  for (const file of ['dist', 'package.json', 'LICENSE', 'reports', join('docker', 'healthCheck.js')]) {
    await cp(join(checkout, file), join(folder, file), { recursive: true });
  }
  await symlink(join(PROJECT_FOLDER, 'node_modules'), join(folder, 'node_modules'));
}
