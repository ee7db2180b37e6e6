import { z } from 'zod';

import type { KickstartJob } from '../../jobs/kickstartJob.ts';
import { defineOperation } from '../operation.ts';
import { FIELD_SPECS_BODY, parseFieldSpecs } from '../schemas/fieldSpecs.ts';
import { JOB_ID, studyQuery, toMode } from '../schemas/parameters.ts';
import { ACCEPTED, ORDER_ERRORS, ORDER_EXAMPLE, ORDER_QUERY, toAccepted, toOrder } from './ordering.ts';

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
    query: studyQuery(ORDER_QUERY),
    body: { schema: FIELD_SPECS_BODY, required: false, parse: parseFieldSpecs },
    answers: { 202: ACCEPTED },
    errors: [
      ...ORDER_ERRORS,
      ...(['JOB_NOT_FOUND', 'JOB_DIFFERS', 'REPORT_DIFFERS', 'STUDY_DIFFERS', 'JOB_DELETED'] as const),
    ],
    example: ORDER_EXAMPLE,
  },
  ({ kickstartJob }: { kickstartJob: KickstartJob }) =>
    async (call, signal) => {
      const { path, query, body } = call;
      const job = await kickstartJob(
        {
          ...toOrder(call),
          jobId: path.jobId,
          studyId: query.studyId,
          mode: toMode(query.mode),
          requested: body,
        },
        signal,
      );
      return toAccepted(job);
    },
);
