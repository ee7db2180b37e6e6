import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { findSources } from './findSources.ts';

export type BundleInputs = {
  /** Paths in `files` are told relative to it. */
  folder: string;
  /** Modules that the bundle begins with. */
  entries: readonly string[];
  /** Other files that decide what the bundle becomes; one that is missing counts as such. */
  files: readonly string[];
};

const MOST_TRIES = 3;

/**
 * The path of a bundle of just these inputs, kept under their checksum: made where it is missing, and the others removed.
 * Inputs that change while it is made are read again.
 */
export async function keepWorkflowBundle(
  place: string,
  inputs: BundleInputs,
  make: (target: string) => Promise<void>,
): Promise<string> {
  await mkdir(place, { recursive: true });
  const draft = join(place, 'draft');
  for (let tries = 1; ; tries += 1) {
    const name = `${await checksum(inputs)}.js`;
    const path = join(place, name);
    if (await exists(path)) return path;
    await make(draft);
    if (`${await checksum(inputs)}.js` === name) {
      await rename(draft, path);
      await removeOthers(place, name);
      return path;
    }
    if (tries === MOST_TRIES) throw new Error('The workflow code changes while it is bundled.');
  }
}

async function checksum({ folder, entries, files }: BundleInputs): Promise<string> {
  const sources = await findSources(entries);
  for (const path of files) sources.set(path, await readFile(path, 'utf8').catch(() => ''));
  const hash = createHash('sha256').update(process.version);
  for (const [path, text] of [...sources].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(JSON.stringify([relative(folder, path), text]));
  return hash.digest('hex');
}

async function removeOthers(place: string, keep: string): Promise<void> {
  const names = await readdir(place);
  await Promise.all(names.filter((name) => name !== keep).map((name) => rm(join(place, name))));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
