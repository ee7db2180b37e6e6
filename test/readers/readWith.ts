import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

import { requireSetting } from '../support/requireSetting.ts';

const CELL = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const TABLE = z.array(z.array(CELL));
const MOST_BYTES = 64 * 1024 * 1024;

export type ReadCell = z.infer<typeof CELL>;

const run = promisify(execFile);

/** The rows of a file as a Python library reads them. */
export async function readWithPython(reader: string, path: string): Promise<ReadCell[][]> {
  const script = join(import.meta.dirname, 'read.py');
  const python = requireSetting('READERS_PYTHON');
  const { stdout } = await run(python, [script, reader, path], { maxBuffer: MOST_BYTES });
  return TABLE.parse(JSON.parse(stdout));
}

/** The rows of a transport file as a package of R reads them. */
export async function readWithR(reader: string, path: string): Promise<ReadCell[][]> {
  const script = join(import.meta.dirname, 'read.R');
  const { stdout } = await run('Rscript', [script, reader, path], { maxBuffer: MOST_BYTES });
  const columns = TABLE.parse(JSON.parse(stdout));
  return (columns[0] ?? []).map((_, row) => columns.map((column) => column[row] ?? null));
}
