import { z } from 'zod';

import { STUDY_MODES } from '../../domain/dataset.ts';
import { JOB_STATES, type Job } from '../../domain/job.ts';

const ID = z.string().regex(/^[0-9A-F]{32}$/);
const TIME = z.iso.datetime();
const COUNT = z.int().min(0);

/** A job on the wire: the documented members in their order, then ours. Members without a value are null, never missing. */
export const EXECUTION_LOG = z
  .object({
    comment: z.string().max(4000).nullable(),
    currSearchSpec: z.string().max(32_000).nullable(),
    currSortSpec: z.string().max(512).nullable(),
    fileStorageId: ID.nullable(),
    id: ID,
    objectVersionNumber: COUNT,
    operationType: z.string().max(1024),
    reason: z.string().max(4000).nullable(),
    recCount: COUNT.nullable(),
    rptFormat: z.string().max(255),
    rptId: ID,
    rptKickoffDatetime: TIME,
    rptName: z.string(),
    rptNextRetryDatetime: TIME.nullable(),
    rptRunStatus: z.enum(JOB_STATES),
    rptStartDatetime: TIME.nullable(),
    rptEndDatetime: TIME.nullable(),
    runAttempt: z.int().min(1),
    runProgress: z
      .object({ rows: COUNT, totalRows: COUNT.nullable(), percent: z.int().min(0).max(100).nullable() })
      .nullable(),
    studyId: ID.nullable(),
    studyMode: z.enum(STUDY_MODES).nullable(),
    tenantId: z.string(),
    userId: z.string(),
  })
  .meta({ id: 'ExecutionLog' });

export type ExecutionLogAnswer = z.infer<typeof EXECUTION_LOG>;

export function toExecutionLog(job: Job): ExecutionLogAnswer {
  return {
    comment: job.comment,
    currSearchSpec: job.searchSpec,
    currSortSpec: job.sortSpec,
    fileStorageId: job.fileStorageId,
    id: job.id,
    objectVersionNumber: job.objectVersionNumber,
    operationType: job.operationType,
    reason: job.reason,
    recCount: job.recordCount,
    rptFormat: job.format,
    rptId: job.reportId,
    rptKickoffDatetime: job.kickedOffAt.toISOString(),
    rptName: job.reportName,
    rptNextRetryDatetime: toIso(job.nextRetryAt),
    rptRunStatus: job.state,
    rptStartDatetime: toIso(job.startedAt),
    rptEndDatetime: toIso(job.endedAt),
    runAttempt: job.runAttempt,
    runProgress: toRunProgress(job),
    studyId: job.studyId,
    studyMode: job.studyMode,
    tenantId: job.tenantId,
    userId: job.userId,
  };
}

function toIso(time: Date | null): string | null {
  return time === null ? null : time.toISOString();
}

/** Percent is a whole number, unknown without a total, and 100 only once the file stands. */
function toRunProgress({ state, recordCount, progress }: Job): ExecutionLogAnswer['runProgress'] {
  if (state === 'COMPLETED') {
    const rows = recordCount ?? progress?.rows ?? 0;
    return { rows, totalRows: rows, percent: 100 };
  }
  if (progress === null) return null;
  const { rows, totalRows } = progress;
  const percent = totalRows === null ? null : Math.min(99, Math.floor((100 * rows) / Math.max(totalRows, 1)));
  return { rows, totalRows, percent };
}
