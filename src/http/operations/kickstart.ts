import { z } from 'zod';

import type { Job } from '../../domain/job.ts';
import type { KickstartJob } from '../../jobs/kickstartJob.ts';
import { type Answer, defineOperation } from '../operation.ts';
import { BASE_PATH } from '../paths.ts';
import { EXECUTION_LOG, toExecutionLog } from '../schemas/executionLog.ts';
import { FIELD_SPECS_BODY, parseFieldSpecs } from '../schemas/fieldSpecs.ts';
import { FORMAT, JOB_ID, REPORT_ID, studyQuery, toMode } from '../schemas/parameters.ts';

const POLL_AFTER_S = 5;

export const ACCEPTED = {
  description: 'The job, as its ExecutionLog stands.',
  schema: EXECUTION_LOG,
  headers: {
    Location: 'Where the ExecutionLog is found.',
    'Retry-After': 'Seconds until it is worth a look.',
  },
};

export const kickstart = defineOperation(
  {
    id: 'kickstartReport',
    method: 'post',
    path: '/v1.0/report/job/{jobId}',
    summary: 'Kickstarts the generation of a report',
    description:
      'Starts the job where it stands still, and answers how it stands where it runs or is done. An unknown id orders a new report.',
    documented: true,
    right: 'ReportingPost',
    pathParameters: z.object({ jobId: JOB_ID }),
    query: studyQuery({ reportid: REPORT_ID.optional(), format: FORMAT.optional() }),
    body: { schema: FIELD_SPECS_BODY, required: false, parse: parseFieldSpecs },
    answers: { 202: ACCEPTED },
    errors: [
      ...(['BAD_FORMAT', 'STUDY_REQUIRED', 'STUDY_NOT_ALLOWED', 'STUDY_NOT_FOUND'] as const),
      ...(['REPORT_NOT_FOUND', 'JOB_NOT_FOUND', 'FIELD_UNKNOWN', 'FIELD_VALUE', 'FIELD_DUPLICATE'] as const),
      ...(['FIELD_SPECS', 'JOB_DIFFERS', 'REPORT_DIFFERS', 'STUDY_DIFFERS', 'JOB_DELETED'] as const),
    ],
    example: {
      query: { mode: 'test', format: 'CSV' },
      body: {
        fieldSpecsList: [
          { fieldName: 'DOMAIN', fieldType: 'list', fieldSequence: 1, fieldValueList: ['AE', 'DM'] },
        ],
      },
    },
  },
  ({ kickstartJob }: { kickstartJob: KickstartJob }) =>
    async ({ identity, authorize, path, query, body, requestId }, signal) => {
      const { tenantId, userId } = identity;
      const job = await kickstartJob(
        {
          jobId: path.jobId,
          studyId: query.studyId,
          mode: toMode(query.mode),
          reportId: query.reportid ?? null,
          format: query.format ?? null,
          requested: body,
          caller: { tenantId, userId },
          requestId,
          authorize,
        },
        signal,
      );
      return toAccepted(job);
    },
);

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
