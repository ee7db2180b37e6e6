import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Column } from '../src/domain/dataset.ts';
import { toColumnLetters } from './columnLetters.ts';
import { exportRows } from './libxlsxwriter.ts';

const run = promisify(execFile);

/** Throws, saying what to install, where R or haven is missing. */
export async function checkHaven(): Promise<void> {
  try {
    await run('Rscript', ['-e', 'loadNamespace("haven")']);
  } catch (cause) {
    throw new Error(
      'R with haven is missing. Install it (Debian: apt-get install r-base-core r-cran-haven).',
      {
        cause,
      },
    );
  }
}

type Writing = {
  url: string;
  /** A COPY … TO STDOUT in CSV format, without a header. */
  statement: string;
  columns: readonly Column[];
  /** Where the rows are kept from one time to the next, without an extension. */
  file: string;
  version: 5 | 8;
};

/** haven's `write_xpt` from a data frame in memory; answers milliseconds, without the reading. */
export async function timeHaven(
  { url, statement, columns, file, version }: Writing,
  signal: AbortSignal,
): Promise<number> {
  if (!existsSync(`${file}.rds`)) await exportRows(url, statement, `${file}.csv`);
  const names = columns.map(({ name }) => name).join(',');
  const types = toColumnLetters(columns);
  const script = join(import.meta.dirname, 'haven.R');
  const { stdout } = await run('Rscript', [script, file, names, types, String(version)], { signal });
  return Number(stdout);
}
