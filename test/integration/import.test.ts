import assert from 'node:assert/strict';
import pg from 'pg';

import type { Column, DatasetSource, InputCell } from '../../src/domain/dataset.ts';
import { AppError } from '../../src/domain/errors.ts';
import { cleanDatasets } from '../../src/db/import/cleanDatasets.ts';
import { importDatasets } from '../../src/db/import/importDatasets.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const signal = new AbortController().signal;
const text = (name: string): Column => ({ name, label: '', type: 'string' });

type Sample = {
  name: string;
  columns: readonly Column[];
  rows: InputCell[][];
  sha?: string;
  before?: () => Promise<void>;
};

function toSource({ name, columns, rows, sha = name, before }: Sample): DatasetSource {
  return {
    name,
    label: `Label of ${name}`,
    columns,
    fileName: `${name.toLowerCase()}.csv`,
    fileSha256: sha,
    async *rows() {
      await before?.();
      for (const row of rows) {
        yield await Promise.resolve([row]);
      }
    },
  };
}

async function fault(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof AppError, String(error));
  assert.equal(error.code, 'BAD_IMPORT_FILE');
  return error.details ?? '';
}

describe('importDatasets', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let order: { ownerUrl: string; tenantId: string; study: { name: string; mode: 'test' } };

  before(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
  });
  after(async () => {
    await owner.end();
    await database.drop();
  });

  let studies = 0;
  beforeEach(() => {
    studies += 1;
    order = { ownerUrl: database.ownerUrl, tenantId: 'acme', study: { name: `S${studies}`, mode: 'test' } };
  });

  const load = (...samples: Sample[]) => importDatasets({ ...order, sources: samples.map(toSource) }, signal);
  const query = async (sql: string, values: unknown[] = []) =>
    (await owner.query<Record<string, unknown>>(sql, values)).rows;
  const findTable = async (studyId: string | null, name: string): Promise<string> => {
    const [row] = await query(
      'select table_name from clinical.dataset where study_id is not distinct from $1 and name = $2',
      [studyId, name],
    );
    return String(row?.table_name);
  };

  it('keeps every type, escape, null and special missing value', async () => {
    const types = ['string', 'integer', 'float', 'decimal', 'boolean', 'date', 'time', 'datetime'] as const;
    const columns = types.map((type): Column => ({ name: `C${type}`, label: type, type }));
    const first = [
      ' a\t"b"\\N\r\nĐ漢',
      '9223372036854775807',
      '0.1',
      '1.50',
      'true',
      '0001-02-03',
      '23:59:59.5',
      '1960-01-01T00:00:00.25',
    ];
    const { studyId, datasets } = await load({
      name: 'AE',
      columns,
      rows: [first, columns.map(() => null), ['', null, { special: 'A' }, ...Array<null>(5).fill(null)]],
    });
    assert.deepEqual(
      datasets.map(({ name, rows }) => ({ name, rows })),
      [{ name: 'AE', rows: 3 }],
    );
    const table = await findTable(studyId, 'AE');
    const rows = await query(
      `select row_to_json(t)::text as row from clinical_data."${table}" t order by "#row"`,
    );
    assert.deepEqual(
      rows.map(({ row }) => Object.values(JSON.parse(String(row)) as object)),
      [
        [
          1,
          null,
          first[0],
          9223372036854775807,
          0.1,
          1.5,
          true,
          '0001-02-03',
          '23:59:59.5',
          '1960-01-01T00:00:00.25',
        ],
        [2, null, null, null, null, null, null, null, null, null],
        [3, { cfloat: 'A' }, '', null, null, null, null, null, null, null],
      ],
    );
  });
});
