import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { promisify } from 'node:util';

/** Throws, saying what to install, where there is no psql. */
export async function checkPsql(): Promise<void> {
  try {
    await promisify(execFile)('psql', ['--version']);
  } catch (cause) {
    throw new Error('psql is not on the PATH. Install it (Debian: apt-get install postgresql-client).', {
      cause,
    });
  }
}

type Copy = {
  url: string;
  statement: string;
  file: string;
  gzipLevel?: number;
  /** What comes is thrown away. */
  isDrained?: boolean;
};

const PSQL = 'psql -X -q -v ON_ERROR_STOP=1 -f "$1" "$2"';

/** Runs one COPY … TO STDOUT into a file, as a user of psql would, at a level through gzip; answers milliseconds. */
export async function timePsql(
  { url, statement, file, gzipLevel, isDrained = false }: Copy,
  signal: AbortSignal,
): Promise<number> {
  // A statement with thousands of literals is longer than an argument may be.
  await writeFile(`${file}.sql`, `${statement};\n`);
  const output = openSync(isDrained ? devNull : file, 'w');
  const startedAt = performance.now();
  try {
    const pipe = gzipLevel === undefined ? PSQL : `set -o pipefail; ${PSQL} | gzip -${gzipLevel}`;
    const psql = spawn('bash', ['-c', pipe, 'psql', `${file}.sql`, url], {
      stdio: ['ignore', output, 'inherit'],
      signal,
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      psql.once('error', reject).once('exit', resolve);
    });
    if (code !== 0) throw new Error(`psql ended with exit code ${code ?? 'none'}.`);
    return performance.now() - startedAt;
  } finally {
    closeSync(output);
    await Promise.all([rm(file, { force: true }), rm(`${file}.sql`, { force: true })]);
  }
}
