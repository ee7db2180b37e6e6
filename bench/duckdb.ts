import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PYTHON = 'READERS_PYTHON';
const SCRIPT = join(import.meta.dirname, 'duckdb.py');

/** Throws, saying what to install, where there is no DuckDB. */
export async function checkDuckdb(): Promise<void> {
  try {
    await run(process.env[PYTHON] ?? '', ['-c', 'import duckdb']);
  } catch (cause) {
    throw new Error(
      `DuckDB is missing. Install it (python3 -m venv FOLDER && FOLDER/bin/pip install duckdb) and set ${PYTHON}=FOLDER/bin/python.`,
      { cause },
    );
  }
}

type Writing = { rows: string; types: readonly string[]; file: string };

/** Writes the rows of a CSV file without a header as Parquet, zstd; answers milliseconds, without the start of Python. */
export async function timeDuckdb({ rows, types, file }: Writing, signal: AbortSignal): Promise<number> {
  const { stdout } = await run(process.env[PYTHON] ?? '', [SCRIPT, rows, types.join(';'), file], { signal });
  return Number(stdout);
}
