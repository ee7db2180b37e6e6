import { z } from 'zod';

import type { FindManifest } from '../../jobs/findManifest.ts';
import { toJobQuery } from '../jobQuery.ts';
import { defineOperation } from '../operation.ts';
import { MANIFEST } from '../schemas/manifest.ts';
import { JOB_ID, studyQuery } from '../schemas/parameters.ts';

export const manifest = defineOperation(
  {
    id: 'getReportManifest',
    method: 'get',
    path: '/v1.0/report/job/{jobId}/manifest',
    summary: "Answers what a job's file stands on",
    documented: false,
    right: 'ReportingGet',
    pathParameters: z.object({ jobId: JOB_ID }),
    query: studyQuery({}),
    answers: { 200: { description: 'The manifest.', schema: MANIFEST } },
    errors: ['JOB_NOT_FOUND', 'STUDY_DIFFERS', 'JOB_NOT_COMPLETED'],
    example: { query: { mode: 'test' } },
  },
  ({ findManifest }: { findManifest: FindManifest }) =>
    async (call, signal) => ({
      status: 200,
      body: await findManifest(toJobQuery(call, call.path.jobId), signal),
    }),
);
