import { rm } from 'node:fs/promises';

import type { DataType } from '../src/domain/dataset.ts';
import { createMeasuringDataset } from '../src/embedded/demoStudy/createMeasuringDataset.ts';
import { checkDuckdb, timeDuckdb } from './duckdb.ts';
import { exportRows } from './libxlsxwriter.ts';
import type { Rendered } from './renderedFormat.ts';

const TYPES: Record<DataType, string> = {
  string: 'VARCHAR',
  integer: 'BIGINT',
  float: 'DOUBLE',
  decimal: 'DECIMAL(18,9)',
  boolean: 'BOOLEAN',
  date: 'DATE',
  time: 'TIME',
  datetime: 'TIMESTAMP',
};

/** A large Parquet file through the worker, beside DuckDB, which reads the same rows from CSV. */
export const parquet: Rendered = {
  name: 'parquet',
  format: 'PARQUET',
  check: checkDuckdb,
  references: [
    {
      name: 'DuckDB, COPY from the same rows in CSV, zstd',
      bar: 0.6,
      time: async ({ study, url, file }, signal) => {
        const rows = `${file}.csv`;
        const written = `${file}.parquet`;
        const types = createMeasuringDataset({ name: 'ME', rows: 0 }).columns.map(({ type }) => TYPES[type]);
        try {
          await exportRows(url, study.plainCopy, rows);
          return await timeDuckdb({ rows, types, file: written }, signal);
        } finally {
          await Promise.all([rm(rows, { force: true }), rm(written, { force: true })]);
        }
      },
    },
  ],
  allowedMb: 550,
};
