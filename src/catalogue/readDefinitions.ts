import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { CatalogueEntry } from '../domain/reportDefinition.ts';
import type { CatalogueFault } from './catalogueError.ts';
import { parseDefinition } from './parseDefinition.ts';

type Definitions = { entries: readonly CatalogueEntry[]; faults: readonly CatalogueFault[] };

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
    const { definition, lineOf } = parsed;
    for (const member of ['id', 'name'] as const) {
      const key = `${member} ${definition[member].toUpperCase()}`;
      const owner = owners.get(key);
      owners.set(key, owner ?? file);
      if (owner === undefined) continue;
      const message = `${member}: ${definition[member]} stands in ${owner}, too`;
      faults.push({ file, line: lineOf([member]), message });
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
