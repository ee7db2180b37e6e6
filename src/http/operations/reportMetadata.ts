import { z } from 'zod';

import type { ListReports } from '../../jobs/listReports.ts';
import { defineOperation, NO_PARAMETERS } from '../operation.ts';
import { studyQuery, toMode } from '../schemas/parameters.ts';
import { REPORT_METADATA, toReportMetadata } from '../schemas/reportMetadata.ts';
import { successOf, toSuccess } from '../schemas/success.ts';

export const reportMetadata = defineOperation(
  {
    id: 'listReports',
    method: 'get',
    path: '/v1.0/reportmetadata',
    summary: 'Lists the reports that the caller may run',
    description:
      "The reports of a study; without one those of the tenant. Without a mode: what the caller may run in any of the study's modes.",
    documented: true,
    right: 'ReportingPost',
    pathParameters: NO_PARAMETERS,
    query: studyQuery({}),
    answers: { 200: { description: 'The reports, by name.', schema: successOf(z.array(REPORT_METADATA)) } },
    errors: ['STUDY_UNKNOWN', 'CLINICAL_UNAVAILABLE', 'CLINICAL_REFUSED'],
    example: { query: { mode: 'test' } },
  },
  ({ listReports }: { listReports: ListReports }) =>
    async ({ identity: { tenantId }, authorize, query }, signal) => {
      const studyId = query.studyId ?? null;
      const reports = await listReports({ tenantId, studyId, mode: toMode(query.mode), authorize }, signal);
      return { status: 200, body: toSuccess(toReportMetadata(reports)) };
    },
);
