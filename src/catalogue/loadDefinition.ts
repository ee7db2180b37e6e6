import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import type { CatalogueEntry } from '../domain/reportDefinition.ts';
import { CatalogueError } from './catalogueError.ts';
import { parseDefinition } from './parseDefinition.ts';

/** Reads and checks one definition by itself; throws CatalogueError naming all its faults. */
export async function loadDefinition(file: string): Promise<CatalogueEntry> {
  const bytes = await readFile(file);
  const parsed = parseDefinition(bytes.toString('utf8'));
  if ('faults' in parsed) throw new CatalogueError(parsed.faults.map((fault) => ({ file, ...fault })));
  return { definition: parsed.definition, sha256: createHash('sha256').update(bytes).digest('hex') };
}
