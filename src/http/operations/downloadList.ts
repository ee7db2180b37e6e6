import { toMomentText } from '../../domain/listMoment.ts';
import type { ListJobs } from '../../jobs/listJobs.ts';
import { defineOperation, NO_PARAMETERS } from '../operation.ts';
import {
  AS_OF,
  KICKOFF_FROM,
  KICKOFF_TO,
  LIMIT,
  OFFSET,
  RPT_ID,
  STATUS,
  USER_ID,
} from '../schemas/listParameters.ts';
import { studyQuery, toMode } from '../schemas/parameters.ts';
import { RUN_STATUS_PAGE, toRunStatus } from '../schemas/runStatus.ts';
import { successOf, toSuccess } from '../schemas/success.ts';

export const downloadList = defineOperation(
  {
    id: 'listReportJobs',
    method: 'get',
    path: '/v2.0/reportmetadata/downloadList',
    summary: 'Lists jobs, the newest first',
    description:
      'Without a study: the jobs of reports of the tenant. Without a mode: those of every mode that the caller may see. ' +
      'Hand the `asOf` of the first page on to the later ones, and they neither skip nor repeat while jobs are added.',
    documented: true,
    right: 'ReportingGet',
    refusal: 'FORBIDDEN',
    pathParameters: NO_PARAMETERS,
    query: studyQuery({
      limit: LIMIT,
      offset: OFFSET,
      rptId: RPT_ID.optional(),
      status: STATUS.optional(),
      userId: USER_ID.optional(),
      kickoffFrom: KICKOFF_FROM.optional(),
      kickoffTo: KICKOFF_TO.optional(),
      asOf: AS_OF.optional(),
    }),
    answers: { 200: { description: 'A page of jobs.', schema: successOf(RUN_STATUS_PAGE) } },
    errors: ['FORBIDDEN'],
    example: { query: { mode: 'test', limit: '50', offset: '0' } },
  },
  ({ listJobs }: { listJobs: ListJobs }) =>
    async ({ identity, authorize, query }, signal) => {
      const { limit, offset, rptId: reportId = null } = query;
      const { jobs, total, asOf } = await listJobs(
        {
          tenantId: identity.tenantId,
          studyId: query.studyId ?? null,
          mode: toMode(query.mode),
          reportId,
          states: query.status ?? null,
          userId: query.userId ?? null,
          kickoffFrom: query.kickoffFrom ?? null,
          kickoffTo: query.kickoffTo ?? null,
          ...{ limit, offset, asOf: query.asOf ?? null, authorize },
        },
        signal,
      );
      const count = jobs.length;
      const body = toSuccess({
        count,
        hasMore: offset + count < total && count > 0 ? 'true' : 'false',
        ...{ limit, offset, reportId },
        reportRunStatus: jobs.map(toRunStatus),
        totalResults: total,
        asOf: asOf && toMomentText(asOf),
      });
      return { status: 200, body };
    },
);
