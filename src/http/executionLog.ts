import type { Job } from '../domain/job.ts';

/** A job on the wire: the documented members in their order, then ours. Members without a value are null, never missing. */
export function toExecutionLog(job: Job) {
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
function toRunProgress({ state, recordCount, progress }: Job) {
  if (state === 'COMPLETED') {
    const rows = recordCount ?? progress?.rows ?? 0;
    return { rows, totalRows: rows, percent: 100 };
  }
  if (progress === null) return null;
  const { rows, totalRows } = progress;
  const percent = totalRows === null ? null : Math.min(99, Math.floor((100 * rows) / Math.max(totalRows, 1)));
  return { rows, totalRows, percent };
}
