import { createMeasuringDataset } from '../src/embedded/demoStudy/createMeasuringDataset.ts';
import { checkHaven, timeHaven } from './haven.ts';
import { timePsql } from './psql.ts';
import type { Rendered } from './renderedFormat.ts';

/** A large transport file through the worker, beside haven in R, which has the same rows in memory, and psql. */
function xportOf(name: string, format: 'XPORT' | 'XPORT5', version: 5 | 8): Rendered {
  return {
    name,
    format,
    check: checkHaven,
    references: [
      {
        name: `R haven, write_xpt(version = ${version}), from memory`,
        bar: 0.5,
        time: ({ url, study, file }, signal) => {
          const { columns } = createMeasuringDataset({ name: 'ME', rows: 0 });
          const order = { url, statement: study.plainCopy, columns, file: `${file}-haven`, version };
          return timeHaven(order, signal);
        },
      },
      {
        name: 'psql, the same statement',
        bar: 0.28,
        time: ({ url, statement, file }, signal) => timePsql({ url, statement, file }, signal),
      },
    ],
    allowedMb: 140,
  };
}

export const xport = xportOf('xport', 'XPORT', 8);
export const xport5 = xportOf('xport5', 'XPORT5', 5);
