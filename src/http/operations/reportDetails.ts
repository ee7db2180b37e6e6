import { z } from 'zod';

import type { DescribeReport } from '../../jobs/describeReport.ts';
import { defineOperation } from '../operation.ts';
import { BASE_PATH } from '../paths.ts';
import { MODE, STUDY_ID } from '../schemas/parameters.ts';
import {
  CHOSEN,
  FIELD_NAME,
  REPORT_DETAILS,
  REPORT_ID_IN_PATH,
  toReportDetails,
} from '../schemas/reportDetails.ts';
import { successOf, toSuccess } from '../schemas/success.ts';

export const reportDetails = defineOperation(
  {
    id: 'describeReport',
    method: 'get',
    path: '/v1.0/studies/{studyId}/{mode}/reportmetadata/reportId/{id}',
    summary: "Answers a report's filters with their values, and its last ten jobs",
    description:
      'Values are looked up in the data of the study and mode. Where there are more than are told, or not all could be found in time, `allowedValuesCut` says so.',
    documented: true,
    deprecatedFor: `${BASE_PATH}/v1.0/reportmetadata`,
    right: 'ReportingGet',
    refusal: 'STUDY_NOT_FOUND',
    pathParameters: z.object({ studyId: STUDY_ID, mode: MODE, id: REPORT_ID_IN_PATH }),
    query: z.object({ fieldName: FIELD_NAME.optional(), chosen: CHOSEN.optional() }),
    answers: { 200: { description: 'The report.', schema: successOf(REPORT_DETAILS) } },
    errors: [
      ...(['REPORT_UNKNOWN', 'FIELD_UNKNOWN', 'FIELD_VALUE', 'FIELD_SPECS', 'STUDY_NOT_FOUND'] as const),
      ...(['FIELD_DUPLICATE', 'CLINICAL_UNAVAILABLE', 'CLINICAL_REFUSED', 'CLINICAL_CHANGED'] as const),
    ],
    example: { path: { mode: 'test' }, query: { fieldName: 'USUBJID', chosen: 'SITEID:701' } },
  },
  ({ describeReport }: { describeReport: DescribeReport }) =>
    async ({ identity: { tenantId }, authorize, path, query }, signal) => {
      const { studyId, mode, id: reportId } = path;
      const { fieldName = null, chosen = [] } = query;
      const described = await describeReport(
        { tenantId, studyId, mode, reportId, fieldName, chosen, authorize },
        signal,
      );
      const here = `${BASE_PATH}/v1.0/studies/${studyId}/${mode}/reportmetadata/reportId/${reportId}`;
      return { status: 200, body: toSuccess(toReportDetails(described, here)) };
    },
);
