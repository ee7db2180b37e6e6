import { z } from 'zod';

import type { Job } from '../../domain/job.ts';
import { EXECUTION_LOG, toExecutionLog } from './executionLog.ts';

const ID = z.string().regex(/^[0-9A-F]{32}$/);

/** A job in a list: its ExecutionLog, and by which id its file is downloaded. */
export const RUN_STATUS = EXECUTION_LOG.extend({ downloadId: ID }).meta({ id: 'ReportRunStatus' });

export type RunStatusAnswer = z.infer<typeof RUN_STATUS>;

export function toRunStatus(job: Job): RunStatusAnswer {
  return { ...toExecutionLog(job), downloadId: job.id };
}

const COUNT = z.int().min(0);

/** A page of jobs. `hasMore` is a string, as the published interface has it. */
export const RUN_STATUS_PAGE = z
  .object({
    count: COUNT,
    hasMore: z.enum(['true', 'false']),
    limit: COUNT,
    offset: COUNT,
    reportId: ID.nullable(),
    reportRunStatus: z.array(RUN_STATUS),
    totalResults: COUNT,
    asOf: z.string().nullable(),
  })
  .meta({ id: 'PaginatedReportRunStatus' });
