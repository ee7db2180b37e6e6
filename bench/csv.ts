import { timePsql } from './psql.ts';
import type { Rendered } from './renderedFormat.ts';

/** A large CSV through the worker, beside psql with the same statement and beside a COPY that neither orders nor formats. */
export const csv: Rendered = {
  name: 'csv',
  format: 'CSV',
  references: [
    {
      name: 'psql, the same statement',
      bar: 0.9,
      time: ({ url, statement, file }, signal) => timePsql({ url, statement, file }, signal),
    },
    {
      name: 'psql, bare COPY',
      bar: 0.6,
      time: ({ url, study, file }, signal) => timePsql({ url, statement: study.plainCopy, file }, signal),
    },
  ],
  allowedMb: 60,
};
