import { z } from 'zod';

import type { DirectOrder, OrderDirectReport } from '../../jobs/orderDirectReport.ts';
import { type Answer, type Call, defineOperation } from '../operation.ts';
import {
  DIRECT_BODY_V1,
  DIRECT_BODY_V2,
  type DirectBody,
  parseDirectBodyV1,
  parseDirectBodyV2,
} from '../schemas/directBody.ts';
import { FORMAT, MODE, REPORT_ID, STUDY_ID } from '../schemas/parameters.ts';
import { ACCEPTED, ORDER_QUERY, toAccepted, toOrder } from './ordering.ts';

/** Milliseconds; the rows are synced to the disk before the row is written. */
const DEADLINE_MS = 10_000;
const PATH = z.object({ studyId: STUDY_ID, mode: MODE });
const QUERY_V1 = z.object({ reportid: REPORT_ID, format: FORMAT.optional() });
const QUERY_V2 = z.object(ORDER_QUERY);
const SECTION = {
  columns: ['Subject Id', 'Visit Date', 'Visit Type'],
  count: 2,
  data: [
    ['1001', '2025-11-04', 'BASELINE'],
    ['1002', '2025-11-05', 'SCREENING'],
  ],
};
const DESCRIPTION =
  'The rows are stored first and removed once the file stands; the report is made as any other. Offered as CSV, HTML and PDF. Members that are not known are left out.';
const ERRORS = [
  ...(['BODY_ROWS', 'BAD_FORMAT', 'REPORT_NOT_FOUND', 'STUDY_NOT_FOUND', 'STUDY_NOT_ALLOWED'] as const),
  ...(['CLINICAL_UNAVAILABLE', 'DISK_FULL', 'FILE_STORE_UNAVAILABLE', 'BODIES_BUSY'] as const),
];
const COMMON = {
  method: 'post',
  documented: true,
  right: 'ReportingPost',
  pathParameters: PATH,
  answers: { 202: ACCEPTED },
  deadlineMs: () => DEADLINE_MS,
} as const;

type Deps = { orderDirectReport: OrderDirectReport };

export const directV1 = defineOperation(
  {
    ...COMMON,
    id: 'orderDirectReport',
    path: '/v1.0/studies/{studyId}/{mode}/reports/direct',
    summary: 'Orders a report of the data in the body',
    description: DESCRIPTION,
    query: QUERY_V1,
    body: {
      schema: DIRECT_BODY_V1,
      required: true,
      parse: parseDirectBodyV1,
      limit: 'directBodyLimitBytes',
    },
    errors: ERRORS,
    example: {
      path: { mode: 'test' },
      query: { format: 'CSV' },
      body: { reportSection: { sectiondata: SECTION, rptName: 'Subject Visit', rptSeq: 1 } },
    },
  },
  ({ orderDirectReport }: Deps) =>
    async (call, signal) =>
      await order(orderDirectReport, call, signal),
);

export const directV2 = defineOperation(
  {
    ...COMMON,
    id: 'orderDirectReportV2',
    path: '/v2.0/studies/{studyId}/{mode}/reports/direct',
    summary: 'Orders a report of the data in the body, whichever object it is',
    description: DESCRIPTION,
    query: QUERY_V2,
    body: {
      schema: DIRECT_BODY_V2,
      required: true,
      parse: parseDirectBodyV2,
      limit: 'directBodyLimitBytes',
    },
    errors: [...ERRORS, 'EMPTY_PAYLOAD'],
    example: {
      path: { mode: 'test' },
      query: { format: 'CSV' },
      body: {
        rptName: 'Subject Visit',
        visits: [
          { 'Subject Id': '1001', 'Visit Date': '2025-11-04' },
          { 'Subject Id': '1002', 'Visit Type': 'SCREENING' },
        ],
      },
    },
  },
  ({ orderDirectReport }: Deps) =>
    async (call, signal) =>
      await order(orderDirectReport, call, signal),
);

type DirectCall = Call<typeof PATH, typeof QUERY_V2, DirectBody>;

async function order(
  orderDirectReport: OrderDirectReport,
  call: DirectCall,
  signal: AbortSignal,
): Promise<Answer> {
  const directOrder: DirectOrder = { ...toOrder(call), ...call.path, ...call.body };
  return toAccepted(await orderDirectReport(directOrder, signal));
}
