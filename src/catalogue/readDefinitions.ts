import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { CatalogueEntry } from '../domain/reportDefinition.ts';
import type { CatalogueFault } from './catalogueError.ts';
import { parseDefinition } from './parseDefinition.ts';

export type Definitions = { entries: readonly CatalogueEntry[]; faults: readonly CatalogueFault[] };

/** Reads every `.yaml` file of a folder, in the order of their names. */
export async function readDefinitions(folder: string): Promise<Definitions> {
  const files = await listFiles(folder);
  if (files.length === 0) {
    const message = 'no report definitions (*.yaml) can be read here';
    return { entries: [], faults: [{ file: folder, line: 1, message }] };
  }
  const entries: CatalogueEntry[] = [];
  const faults: CatalogueFault[] = [];
  const owners = new Map<string, string>();
  for (const file of files) {
    const bytes = await readFile(join(folder, file));
    const parsed = parseDefinition(bytes.toString('utf8'));
    if ('faults' in parsed) {
      faults.push(...parsed.faults.map((fault) => ({ file, ...fault })));
      continue;
    }
    const { definition } = parsed;
    for (const [what, key] of [
      [`the id ${definition.id}`, definition.id],
      [`the name ${definition.name}`, definition.name.toUpperCase()],
    ] as const) {
      const owner = owners.get(key);
      if (owner !== undefined) faults.push({ file, line: 1, message: `${what} stands in ${owner}, too` });
      owners.set(key, owner ?? file);
    }
    entries.push({ definition, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  return { entries, faults };
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((file) => /\.ya?ml$/.test(file)).sort();
  } catch {
    return [];
  }
}
