import { z } from 'zod';

import type { AwaitJob } from '../../jobs/awaitJob.ts';
import type { FindJob } from '../../jobs/findJob.ts';
import { toJobQuery } from '../jobQuery.ts';
import { defineOperation } from '../operation.ts';
import { readWaitS } from '../prefer.ts';
import { EXECUTION_LOG, toExecutionLog } from '../schemas/executionLog.ts';
import { JOB_ID, studyQuery } from '../schemas/parameters.ts';

/** What the readings before and after the wait may take; milliseconds. */
const READING_MS = 5_000;

export const job = defineOperation(
  {
    id: 'getReportJob',
    method: 'get',
    path: '/v1.0/report/job/{jobId}',
    summary: 'Answers how a job stands',
    description:
      'With `Prefer: wait=N` as soon as its state changes, or after N seconds; at once where it is over.',
    documented: false,
    right: 'ReportingGet',
    pathParameters: z.object({ jobId: JOB_ID }),
    query: studyQuery({}),
    requestHeaders: {
      Prefer: {
        says: '`wait=N`: seconds to wait for another state, 60 at most (RFC 7240).',
        example: 'wait=1',
      },
    },
    answers: {
      200: {
        description: 'The ExecutionLog as it stands.',
        schema: EXECUTION_LOG,
        headers: { 'Preference-Applied': 'The wait that was granted, where one was asked for.' },
      },
    },
    errors: ['JOB_NOT_FOUND', 'STUDY_DIFFERS'],
    example: { query: { mode: 'test' } },
    deadlineMs: (ctx) => {
      const waitS = readWaitS(ctx.get('prefer'));
      return waitS === undefined ? undefined : waitS * 1000 + READING_MS;
    },
  },
  ({ findJob, awaitJob }: { findJob: FindJob; awaitJob: AwaitJob }) =>
    async (call, signal) => {
      const query = toJobQuery(call, call.path.jobId);
      const waitS = readWaitS(call.header('prefer') ?? '');
      if (waitS === undefined) return { status: 200, body: toExecutionLog(await findJob(query, signal)) };
      return {
        status: 200,
        headers: { 'Preference-Applied': `wait=${waitS}` },
        body: toExecutionLog(await awaitJob(query, waitS * 1000, signal)),
      };
    },
);
