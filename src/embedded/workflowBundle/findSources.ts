import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Whole `import type` statements are erased; whatever else names a file takes it into the bundle. */
const NAMED = /^\s*(?:import|export)\s+(?!type\s)(?:[^'";]*?\sfrom\s*)?['"](\.[^'"]+)['"]/gm;
const CALLED = /\bimport\(\s*['"](\.[^'"]+)['"]/g;

/**
 * The source files that a bundle of these entries is made from, by path: the entries, and what they import with relative
 * specifiers, over any number of steps. Throws where one cannot be read.
 */
export async function findSources(entries: readonly string[]): Promise<Map<string, string>> {
  const sources = new Map<string, string>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (sources.has(path)) continue;
    const text = await readFile(path, 'utf8');
    sources.set(path, text);
    for (const [, specifier = ''] of [...text.matchAll(NAMED), ...text.matchAll(CALLED)])
      waiting.push(resolve(dirname(path), specifier));
  }
  return sources;
}
