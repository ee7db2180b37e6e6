import { timePsql } from './psql.ts';
import type { Reference, Rendered } from './renderedFormat.ts';

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

const throughGzip = (name: string, gzipLevel: number): Rendered => ({
  name,
  format: 'CSV.GZ',
  settings: { GZIP_LEVEL: String(gzipLevel) },
  references: [
    {
      name: `psql, the same statement, through gzip -${gzipLevel}`,
      bar: 1.1,
      time: ({ url, statement, file }, signal) => timePsql({ url, statement, file, gzipLevel }, signal),
    },
  ],
  allowedMb: 90,
});

/** At the service's default level. */
export const csvGzip = throughGzip('csv.gz', 1);

/** At gzip's default level, where compressing takes longer than the rows do. */
export const csvGzipSmall = throughGzip('csv.gz-6', 6);

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
