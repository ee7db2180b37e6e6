import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

import type { Column } from '../src/domain/dataset.ts';
import { toColumnLetters } from './columnLetters.ts';

const run = promisify(execFile);

/** Builds the reference program; throws, saying what to install, where it cannot be built. */
export async function buildLibxlsxwriter(folder: string): Promise<string> {
  const program = join(folder, 'libxlsxwriter');
  const source = join(import.meta.dirname, 'libxlsxwriter.c');
  try {
    await run('gcc', ['-O2', '-o', program, source, '-lxlsxwriter']);
  } catch (cause) {
    throw new Error(
      'The reference cannot be built. Install it (Debian: apt-get install gcc libc6-dev libxlsxwriter-dev).',
      { cause },
    );
  }
  return program;
}

/** Puts what a COPY … TO STDOUT in text format answers into a file. */
export async function exportRows(url: string, statement: string, file: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await pipeline(client.query(copyTo(statement)), createWriteStream(file));
  } finally {
    await client.end();
  }
}

type Writing = { program: string; rows: string; columns: readonly Column[] };

/** Writes the rows of a file as a workbook, in constant memory; answers milliseconds, without the reading. */
export async function timeLibxlsxwriter(
  { program, rows, columns }: Writing,
  signal: AbortSignal,
): Promise<number> {
  const workbook = `${rows}.xlsx`;
  const types = toColumnLetters(columns);
  try {
    const { stdout } = await run(program, [rows, types, workbook], { signal });
    return Number(stdout);
  } finally {
    await rm(workbook, { force: true });
  }
}
