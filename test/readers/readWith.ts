import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const CELL = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const CELLS = z.array(z.array(CELL));
/** What a reader does not tell is null. */
const HEAD = z.object({
  name: z.string().nullable(),
  heads: z.array(z.string()),
  labels: z.array(z.string().nullable()).nullable(),
  formats: z.array(z.string().nullable()).nullable(),
});
const TABLES = z.array(HEAD.extend({ rows: CELLS }));
const COLUMN_TABLES = z.array(HEAD.extend({ columns: CELLS }));
const MOST_BYTES = 64 * 1024 * 1024;

export type ReadCell = z.infer<typeof CELL>;
/** A dataset as a program that nobody here wrote reads it. */
export type ReadTable = z.infer<typeof TABLES>[number];

const run = promisify(execFile);

/** The datasets of files as a Python library reads them, in the order of the files. */
export async function readWithPython(reader: string, paths: readonly string[]): Promise<ReadTable[]> {
  return TABLES.parse(JSON.parse(await runPython('read.py', [reader, ...paths])));
}

/** What a script of this folder prints. */
export async function runPython(script: string, args: readonly string[]): Promise<string> {
  // checkTools has seen that it is there.
  const python = process.env['READERS_PYTHON'] ?? '';
  const command = [join(import.meta.dirname, script), ...args];
  const { stdout } = await run(python, command, { maxBuffer: MOST_BYTES });
  return stdout;
}

/** The datasets of transport files as a package of R reads them. */
export async function readWithR(reader: string, paths: readonly string[]): Promise<ReadTable[]> {
  const script = join(import.meta.dirname, 'read.R');
  const { stdout } = await run('Rscript', [script, reader, ...paths], { maxBuffer: MOST_BYTES });
  return COLUMN_TABLES.parse(JSON.parse(stdout)).map(({ columns, ...head }) => ({
    ...head,
    rows: (columns[0] ?? []).map((_, row) => columns.map((column) => column[row] ?? null)),
  }));
}
