import assert from 'node:assert/strict';

import { z } from 'zod';

import type { DataType } from '../../src/domain/dataset.ts';
import { checkTools } from './checkTools.ts';
import { runPython } from './readWith.ts';
import { useWrittenFiles } from './writtenFiles.ts';
import { WRITTEN_STUDY } from './writtenStudy.ts';

const ABOUT = z.object({ types: z.array(z.string()), rows: z.number(), codecs: z.array(z.string()) });

/** What each library calls the type of a column. */
const TYPES: Readonly<Record<string, Readonly<Record<DataType, string>>>> = {
  pyarrow: {
    string: 'string',
    integer: 'int64',
    float: 'double',
    decimal: 'decimal128(18, 3)',
    boolean: 'bool',
    date: 'date32[day]',
    time: 'time64[us]',
    datetime: 'timestamp[us]',
  },
  duckdb: {
    string: 'VARCHAR',
    integer: 'BIGINT',
    float: 'DOUBLE',
    decimal: 'DECIMAL(18,3)',
    boolean: 'BOOLEAN',
    date: 'DATE',
    time: 'TIME',
    datetime: 'TIMESTAMP',
  },
};

describe('Parquet files to the libraries of others', function () {
  this.timeout(120_000);
  before(checkTools);
  const { write, tables } = useWrittenFiles(...WRITTEN_STUDY);

  for (const [library, names] of Object.entries(TYPES)) {
    it(`are typed, compressed with zstd and counted as ${library} sees them`, async () => {
      const paths = await write('PARQUET');
      for (const [index, { columns, rows, name }] of tables().entries()) {
        const seen = ABOUT.parse(JSON.parse(await runPython('parquet.py', [library, paths[index] ?? ''])));
        const types = columns.map(({ type }) => names[type]);
        // A file without rows has no columns to compress.
        const codecs = rows.length === 0 ? [] : ['ZSTD'];
        assert.deepEqual(seen, { types, rows: rows.length, codecs }, name);
      }
    });
  }
});
