// What every operation that orders a report shares.
import type { Id } from '../../domain/id.ts';
import type { Job } from '../../domain/job.ts';
import type { Kickstart } from '../../jobs/kickstart.ts';
import type { Answer, Call } from '../operation.ts';
import { BASE_PATH } from '../paths.ts';
import { EXECUTION_LOG, toExecutionLog } from '../schemas/executionLog.ts';
import { FORMAT, REPORT_ID } from '../schemas/parameters.ts';

const POLL_AFTER_S = 5;

export const ORDER_QUERY = { reportid: REPORT_ID.optional(), format: FORMAT.optional() };

export const ACCEPTED = {
  description: 'The job, as its ExecutionLog stands.',
  schema: EXECUTION_LOG,
  headers: {
    Location: 'Where the ExecutionLog is found.',
    'Retry-After': 'Seconds until it is worth a look.',
  },
};

/** What an order can be refused with. */
export const ORDER_ERRORS = [
  ...(['REPORT_NOT_FOUND', 'BAD_FORMAT', 'STUDY_REQUIRED', 'STUDY_NOT_ALLOWED', 'STUDY_NOT_FOUND'] as const),
  ...(['FIELD_UNKNOWN', 'FIELD_VALUE', 'FIELD_DUPLICATE', 'FIELD_SPECS'] as const),
] as const;

/** What an order of a new job can be refused with. */
export const NEW_ORDER_ERRORS = [
  ...ORDER_ERRORS,
  ...(['REPORT_REQUIRED', 'IDEMPOTENCY_KEY', 'IDEMPOTENCY_KEY_REUSED'] as const),
] as const;

export const ORDER_EXAMPLE = {
  query: { mode: 'test', format: 'CSV' },
  body: {
    fieldSpecsList: [
      { fieldName: 'DOMAIN', fieldType: 'list', fieldSequence: 1, fieldValueList: ['AE', 'DM'] },
    ],
  },
};

type OrderCall = Pick<Call<never, never, never>, 'identity' | 'authorize' | 'requestId'> & {
  query: { reportid?: Id | undefined; format?: string | undefined };
};

/** Who orders what, as the work wants it. */
export function toOrder({
  identity: { tenantId, userId },
  authorize,
  query,
  requestId,
}: OrderCall): Pick<Kickstart, 'reportId' | 'format' | 'caller' | 'requestId' | 'authorize'> {
  return {
    reportId: query.reportid ?? null,
    format: query.format ?? null,
    caller: { tenantId, userId },
    requestId,
    authorize,
  };
}

/** 202 with the ExecutionLog, where it will be found, and when to look. */
export function toAccepted(job: Job): Answer {
  const { id: jobId, reportId, studyId, format } = job;
  return {
    status: 202,
    headers: { Location: toLocation(job), 'Retry-After': String(POLL_AFTER_S) },
    body: toExecutionLog(job),
    log: { jobId, reportId, studyId, format },
  };
}

function toLocation({ id, studyId, studyMode }: Job): string {
  const path = `${BASE_PATH}/v1.0/report/job/${id}`;
  return studyId === null || studyMode === null ? path : `${path}?mode=${studyMode}&studyId=${studyId}`;
}
