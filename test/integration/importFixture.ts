import assert from 'node:assert/strict';
import pg from 'pg';

import type { Column, DatasetSource, InputCell } from '../../src/domain/dataset.ts';
import { AppError } from '../../src/domain/errors.ts';
import { importDatasets } from '../../src/db/import/importDatasets.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

export const signal = new AbortController().signal;

export const text = (name: string): Column => ({ name, label: '', type: 'string' });

export type Sample = {
  name: string;
  columns: readonly Column[];
  rows: InputCell[][];
  sha?: string;
  /** Called before the first row is read. */
  before?: () => Promise<void>;
};

export function toSource({ name, columns, rows, sha = name, before }: Sample): DatasetSource {
  return {
    name,
    label: `Label of ${name}`,
    columns,
    fileName: `${name.toLowerCase()}.csv`,
    readSha256: () => Promise.resolve(sha),
    async *rows() {
      await before?.();
      for (const row of rows) yield await Promise.resolve([row]);
    },
  };
}

/** What a refused import is told: the details of a BAD_IMPORT_FILE. */
export async function findFault(work: Promise<unknown>): Promise<string | undefined> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof AppError, `expected a fault, got ${String(error)}`);
  assert.equal(error.code, 'BAD_IMPORT_FILE');
  return error.details;
}

/** A database for the suite that calls this, and a new study for each of its tests. */
export function useImports() {
  let database: TestDatabase;
  let owner: pg.Client;
  let studies = 0;

  before(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
  });
  beforeEach(() => {
    studies += 1;
  });
  after(async () => {
    await owner.end();
    await database.drop();
  });

  async function query(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return (await owner.query<Record<string, unknown>>(sql, values)).rows;
  }
  const order = () => ({
    ownerUrl: database.ownerUrl,
    tenantId: 'acme',
    study: { name: `S${studies}`, mode: 'test' as const },
  });
  return {
    database: () => database,
    order,
    query,
    /** Into a study that nobody has loaded before. */
    loadFresh: (...sources: DatasetSource[]) => {
      studies += 1;
      return importDatasets({ ...order(), sources }, signal);
    },
    load: (...samples: Sample[]) => importDatasets({ ...order(), sources: samples.map(toSource) }, signal),
    findTable: async (studyId: string | null, name: string): Promise<string> => {
      const [row] = await query(
        'select table_name from clinical.dataset where study_id is not distinct from $1 and name = $2',
        [studyId, name],
      );
      return String(row?.['table_name']);
    },
  };
}
