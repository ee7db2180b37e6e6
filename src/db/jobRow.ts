import type { Job } from '../domain/job.ts';
import type { ReportFile } from '../jobs/ports.ts';

/** The columns of a job without the large ones that only a run needs. */
export const JOB_COLUMNS = [
  'job_id',
  'tenant_id',
  'state',
  'run_attempt',
  'run_id',
  'first_run_id',
  'change_number',
  'hold',
  'study_id',
  'study_name',
  'study_mode',
  'report_id',
  'report_name',
  'format',
  'field_specs',
  'ext_field_specs',
  'search_spec',
  'sort_spec',
  'comment',
  'reason',
  'operation_type',
  'object_version_number',
  'file_storage_id',
  'record_count',
  'user_id',
  'request_id',
  'kicked_off_at',
  'started_at',
  'ended_at',
  'next_retry_at',
].join(', ');

/** A row of execution_log as the driver gives it: bigint as text, jsonb parsed. */
export type JobRow = {
  job_id: string;
  tenant_id: string;
  state: Job['state'];
  run_attempt: number;
  run_id: string | null;
  first_run_id: string | null;
  change_number: number;
  hold: boolean;
  study_id: string | null;
  study_name: string | null;
  study_mode: Job['studyMode'];
  report_id: string;
  report_name: string;
  format: Job['format'];
  field_specs: Job['fieldSpecs'];
  ext_field_specs: Job['extFieldSpecs'];
  search_spec: string | null;
  sort_spec: string | null;
  comment: string | null;
  reason: string | null;
  operation_type: string;
  object_version_number: string;
  file_storage_id: string | null;
  record_count: string | null;
  user_id: string;
  request_id: string;
  kicked_off_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  next_retry_at: Date | null;
  progress_rows?: string | null;
  progress_total?: string | null;
};

export function toJob(row: JobRow): Job {
  return {
    id: row.job_id,
    tenantId: row.tenant_id,
    state: row.state,
    runAttempt: row.run_attempt,
    runId: row.run_id,
    firstRunId: row.first_run_id,
    hold: row.hold,
    studyId: row.study_id,
    studyName: row.study_name,
    studyMode: row.study_mode,
    reportId: row.report_id,
    reportName: row.report_name,
    format: row.format,
    fieldSpecs: row.field_specs,
    extFieldSpecs: row.ext_field_specs,
    searchSpec: row.search_spec,
    sortSpec: row.sort_spec,
    comment: row.comment,
    reason: row.reason,
    operationType: row.operation_type,
    objectVersionNumber: Number(row.object_version_number),
    fileStorageId: row.file_storage_id,
    recordCount: toNumber(row.record_count),
    userId: row.user_id,
    requestId: row.request_id,
    kickedOffAt: row.kicked_off_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    nextRetryAt: row.next_retry_at,
    progress:
      row.progress_rows == null
        ? null
        : { rows: Number(row.progress_rows), totalRows: toNumber(row.progress_total ?? null) },
  };
}

export type FileRow = {
  file_storage_id: string;
  job_id: string;
  run_attempt: number;
  file_name: string;
  media_type: string;
  size_bytes: string;
  sha256: string;
  record_count: string;
  snapshot_at: Date;
  manifest: ReportFile['manifest'];
  stamp: { sizeBytes: number; modifiedAt: string; inode: string };
};

export function toReportFile(row: FileRow): ReportFile {
  return {
    storageId: row.file_storage_id,
    jobId: row.job_id,
    runAttempt: row.run_attempt,
    fileName: row.file_name,
    mediaType: row.media_type,
    sizeBytes: Number(row.size_bytes),
    sha256: row.sha256,
    recordCount: Number(row.record_count),
    snapshotAt: row.snapshot_at,
    manifest: row.manifest,
    stamp: { ...row.stamp, modifiedAt: new Date(row.stamp.modifiedAt) },
  };
}

function toNumber(text: string | null): number | null {
  return text === null ? null : Number(text);
}
