import { timePsql } from './psql.ts';
import type { Reference, Rendered } from './renderedFormat.ts';

/** The default of `GZIP_LEVEL`. */
const GZIP_LEVEL = 1;

const sameStatement: Reference = {
  name: 'psql, the same statement',
  bar: 0.2,
  time: ({ url, statement, file }, signal) => timePsql({ url, statement, file }, signal),
};

const jsonByPostgres: Reference = {
  name: 'psql, json_build_array',
  bar: 1,
  time: ({ url, study, file }, signal) => timePsql({ url, statement: study.jsonCopy, file }, signal),
};

export const csvGzip: Rendered = {
  name: 'csv.gz',
  format: 'CSV.GZ',
  references: [
    {
      name: `psql, the same statement, through gzip -${GZIP_LEVEL}`,
      bar: 1.1,
      time: ({ url, statement, file }, signal) =>
        timePsql({ url, statement, file, gzipLevel: GZIP_LEVEL }, signal),
    },
  ],
  allowedMb: 90,
};

export const ndjson: Rendered = {
  name: 'ndjson',
  format: 'NDJSON',
  references: [jsonByPostgres, sameStatement],
  allowedMb: 90,
};

export const datasetJson: Rendered = {
  name: 'dataset_json',
  format: 'DATASET_JSON',
  references: [jsonByPostgres, sameStatement],
  allowedMb: 90,
};

/** A million rows become many pages, so that this is the time of a ZIP, too. */
export const html: Rendered = {
  name: 'html',
  format: 'HTML',
  references: [
    {
      name: 'psql, the same statement, drained',
      bar: 0.35,
      time: ({ url, statement, file }, signal) => timePsql({ url, statement, file, isDrained: true }, signal),
    },
  ],
  allowedMb: 90,
};
