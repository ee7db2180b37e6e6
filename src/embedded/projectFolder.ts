import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The checkout: the nearest folder above this file that holds package.json, from sources as from `dist`. */
export const PROJECT_FOLDER = findProjectFolder(import.meta.dirname);
export const TEMPORAL_TOOLS_FOLDER = join(PROJECT_FOLDER, 'tools', 'temporal');
export const DATA_FOLDER = join(PROJECT_FOLDER, '.data');
export const SIGNING_KEY_FILE = join('identity', 'signingKey.json');

function findProjectFolder(folder: string): string {
  if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'tools'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('These files lie outside of a checkout.');
  return findProjectFolder(parent);
}
