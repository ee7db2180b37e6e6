import { z } from 'zod';

import type { FindJob } from '../../jobs/findJob.ts';
import { toJobQuery } from '../jobQuery.ts';
import { defineOperation } from '../operation.ts';
import { EXECUTION_LOG, toExecutionLog } from '../schemas/executionLog.ts';
import { JOB_ID, studyQuery } from '../schemas/parameters.ts';

export const job = defineOperation(
  {
    id: 'getReportJob',
    method: 'get',
    path: '/v1.0/report/job/{jobId}',
    summary: 'Answers how a job stands',
    documented: false,
    right: 'ReportingGet',
    pathParameters: z.object({ jobId: JOB_ID }),
    query: studyQuery({}),
    answers: { 200: { description: 'The ExecutionLog as it stands.', schema: EXECUTION_LOG } },
    errors: ['JOB_NOT_FOUND', 'STUDY_DIFFERS'],
    example: { query: { mode: 'test' } },
  },
  ({ findJob }: { findJob: FindJob }) =>
    async (call, signal) => ({
      status: 200,
      body: toExecutionLog(await findJob(toJobQuery(call, call.path.jobId), signal)),
    }),
);
