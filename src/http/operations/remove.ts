import { z } from 'zod';

import { AppError } from '../../domain/errors.ts';
import type { DeleteJob } from '../../jobs/deleteJob.ts';
import { toJobQuery } from '../jobQuery.ts';
import { defineOperation, NO_PARAMETERS } from '../operation.ts';
import { BASE_PATH } from '../paths.ts';
import { REASON } from '../schemas/operatorWords.ts';
import { JOB_ID, MODE, STUDY_ID, studyQuery } from '../schemas/parameters.ts';

/** A run may take a while to hear that it is cancelled; milliseconds. */
export const CANCEL_WAIT_MS = 15_000;
const DEADLINE_MS = CANCEL_WAIT_MS + 5_000;

const WORDS = {
  description:
    'Removes the file and keeps the row as DELETED, with who and why. A job that runs is cancelled first. Deleting it again changes nothing.',
  right: 'ReportingDelete',
  documented: true,
  answers: { 204: { description: 'The report is deleted.' } },
  deadlineMs: () => DEADLINE_MS,
} as const;

export const remove = defineOperation(
  {
    id: 'deleteReport',
    method: 'delete',
    path: '/v1.0/reports',
    summary: 'Deletes a report',
    ...WORDS,
    pathParameters: NO_PARAMETERS,
    query: studyQuery({ id: JOB_ID, reason: REASON.optional() }),
    errors: ['JOB_NOT_FOUND', 'STUDY_DIFFERS', 'JOB_UNSETTLED', 'TEMPORAL_UNAVAILABLE'],
    example: { query: { mode: 'test' } },
  },
  ({ deleteJob }: { deleteJob: DeleteJob }) =>
    async (call, signal) => {
      const { id: jobId, reason = null } = call.query;
      await deleteJob(toJobQuery(call, jobId), { by: call.identity.userId, text: reason }, signal);
      return { status: 204, log: { jobId } };
    },
);

export const removeOfStudy = defineOperation(
  {
    id: 'deleteReportOfStudy',
    method: 'delete',
    path: '/v1.0/studies/{studyId}/{mode}/reports',
    summary: 'Deletes a report of a study',
    deprecatedFor: `${BASE_PATH}/v1.0/reports`,
    ...WORDS,
    pathParameters: z.object({ studyId: STUDY_ID, mode: MODE }),
    query: z.object({ id: JOB_ID, reason: REASON.optional() }),
    errors: ['JOB_NOT_FOUND', 'JOB_UNSETTLED', 'TEMPORAL_UNAVAILABLE'],
    example: { path: { mode: 'test' } },
  },
  ({ deleteJob }: { deleteJob: DeleteJob }) =>
    async (call, signal) => {
      const { id: jobId, reason = null } = call.query;
      const { studyId, mode } = call.path;
      const { authorize, ...query } = toJobQuery({ ...call, query: {} }, jobId);
      const ofStudy = {
        ...query,
        authorize: (scope: Parameters<typeof authorize>[0]) => {
          authorize(scope);
          // Below a study's path there are the reports of that study alone.
          if (scope.studyId !== studyId || scope.mode !== mode) throw new AppError('JOB_NOT_FOUND');
        },
      };
      await deleteJob(ofStudy, { by: call.identity.userId, text: reason }, signal);
      return { status: 204, log: { jobId, studyId } };
    },
);
