import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { DatasetSource, InputCell } from '../../../src/domain/dataset.ts';
import { AppError } from '../../../src/domain/errors.ts';
import { openSources } from '../../../src/intake/openSources.ts';

export const signal = new AbortController().signal;

/** A folder that lives as long as the suite that calls this. */
export function useIntakeFolder() {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'intake-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function write(name: string, content: string | Buffer): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }
  const open = async (name: string, content: string | Buffer) =>
    openSources([await write(name, content)], signal);
  return { write, open };
}

export async function readRows(source: DatasetSource | undefined): Promise<InputCell[][]> {
  assert.ok(source);
  const rows: InputCell[][] = [];
  for await (const batch of source.rows(signal)) rows.push(...batch.map((row) => [...row]));
  return rows;
}

/** What a refused file is told: the details of a BAD_IMPORT_FILE. */
export async function findFault(work: Promise<unknown>): Promise<string | undefined> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof AppError, `expected a fault, got ${String(error)}`);
  assert.equal(error.code, 'BAD_IMPORT_FILE');
  return error.details;
}
