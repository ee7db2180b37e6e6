import type { Readable } from 'node:stream';

import type { JobQuery } from './findJob.ts';
import type { ReportFile } from './ports.ts';

/** The file of a COMPLETED job; throws JOB_NOT_FOUND, or JOB_NOT_COMPLETED with the state. */
export type OpenJobFile = (
  query: JobQuery,
  signal: AbortSignal,
) => Promise<{ file: ReportFile; content: Readable }>;
