import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';

export type DatasetFiles = { xpt: readonly string[]; csv: readonly string[] };

/** The transport and CSV files of a folder: in `xpt` and `csv` below it, or in the folder itself. */
export async function findDatasetFiles(folder: string): Promise<DatasetFiles> {
  const list = async (kind: 'xpt' | 'csv') => {
    const below = await listFiles(join(folder, kind), kind);
    return below.length > 0 ? below : listFiles(folder, kind);
  };
  const files = { xpt: await list('xpt'), csv: await list('csv') };
  if (files.csv.length > 0) return files;
  throw new Error(`${folder} holds no CSV files to compare with, neither itself nor in a folder csv.`);
}

async function listFiles(folder: string, kind: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const wanted = names.filter((name) => extname(name).toLowerCase() === `.${kind}`);
  return wanted.sort().map((name) => join(folder, name));
}
