import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';

/** The kinds of files that hold datasets, by their extensions, in the order in which they are verified. */
export const KINDS = ['xpt', 'json', 'ndjson', 'dsjc', 'csv'] as const;
type Kind = (typeof KINDS)[number];

export type DatasetFiles = Readonly<Record<Kind, readonly string[]>> & {
  /** The folder's define.xml, where it has one. */
  define: string | undefined;
};

/** A folder's files of each kind: in a folder below it that is called like the kind, or in the folder itself; and its define.xml. */
export async function findDatasetFiles(folder: string): Promise<DatasetFiles> {
  const list = async (kind: Kind) => {
    const below = await listFiles(join(folder, kind), kind);
    return below.length > 0 ? below : listFiles(folder, kind);
  };
  const define = (await listFiles(folder, 'xml')).find((path) => basename(path) === 'define.xml');
  const files = {
    ...{ xpt: await list('xpt'), json: await list('json'), ndjson: await list('ndjson') },
    ...{ dsjc: await list('dsjc'), csv: await list('csv'), define },
  };
  if (files.csv.length > 0) return files;
  throw new Error(`${folder} holds no CSV files to compare with, neither itself nor in a folder csv.`);
}

async function listFiles(folder: string, kind: Kind | 'xml'): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const wanted = names.filter((name) => extname(name).toLowerCase() === `.${kind}`);
  return wanted.sort().map((name) => join(folder, name));
}
