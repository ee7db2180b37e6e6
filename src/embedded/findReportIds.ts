import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const HEAD = z.object({ id: z.string(), name: z.string() });

/** The ids of report definitions by name; what cannot be read is left to the catalogue to complain about. */
export async function findReportIds(reportsDir: string): Promise<ReadonlyMap<string, string>> {
  const files = await readdir(reportsDir).catch(() => []);
  const heads = await Promise.all(
    files.filter((file) => /\.ya?ml$/.test(file)).map((file) => readHead(join(reportsDir, file))),
  );
  return new Map(heads.flatMap((head) => (head === undefined ? [] : [[head.name, head.id]])));
}

async function readHead(path: string): Promise<z.infer<typeof HEAD> | undefined> {
  try {
    return HEAD.parse(parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}
