import { z } from 'zod';

import type { ListHistory } from '../../jobs/listHistory.ts';
import { toJobQuery } from '../jobQuery.ts';
import { defineOperation } from '../operation.ts';
import { HISTORY_LIMIT, HISTORY_OFFSET, HISTORY_PAGE, toHistoryEntry } from '../schemas/history.ts';
import { JOB_ID, studyQuery } from '../schemas/parameters.ts';

const DEFAULT_LIMIT = 1000;

export const history = defineOperation(
  {
    id: 'getReportJobHistory',
    method: 'get',
    path: '/v1.0/report/job/{jobId}/history',
    summary: 'Answers every change of a job, the oldest first',
    description: `Without a limit the first ${DEFAULT_LIMIT} changes.`,
    documented: false,
    right: 'ReportingGet',
    pathParameters: z.object({ jobId: JOB_ID }),
    query: studyQuery({ limit: HISTORY_LIMIT.optional(), offset: HISTORY_OFFSET.optional() }),
    answers: { 200: { description: 'A page of the history.', schema: HISTORY_PAGE } },
    errors: ['JOB_NOT_FOUND', 'STUDY_DIFFERS'],
    example: { query: { mode: 'test', limit: '50', offset: '0' } },
  },
  ({ listHistory }: { listHistory: ListHistory }) =>
    async (call, signal) => {
      const { limit = DEFAULT_LIMIT, offset = 0 } = call.query;
      const query = toJobQuery(call, call.path.jobId);
      const { entries, total } = await listHistory(query, { limit, offset }, signal);
      const count = entries.length;
      return {
        status: 200,
        body: {
          count,
          hasMore: count > 0 && offset + count < total ? 'true' : 'false',
          ...{ limit, offset },
          history: entries.map(toHistoryEntry),
          totalResults: total,
        },
      };
    },
);
