import { timePsql } from './psql.ts';
import { measureFormat } from './renderedFormat.ts';

/** A large CSV through the worker, beside psql with the same statement and beside a COPY that neither orders nor formats. */
export const csv = measureFormat({
  name: 'csv',
  format: 'CSV',
  byDefault: true,
  references: [
    {
      name: 'psql, the same statement',
      bar: 0.85,
      time: ({ url, statement, file }, signal) => timePsql({ url, statement, file }, signal),
    },
    {
      name: 'psql, bare COPY',
      bar: 0.6,
      time: ({ url, study, file }, signal) => timePsql({ url, statement: study.plainCopy, file }, signal),
    },
  ],
  allowedMb: 60,
});
