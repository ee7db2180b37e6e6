import type { OrderJob } from '../../jobs/orderJob.ts';
import { IDEMPOTENCY_KEY, IDEMPOTENCY_KEY_SAYS, parseIdempotencyKey } from '../idempotencyKey.ts';
import { defineOperation, NO_PARAMETERS } from '../operation.ts';
import { FIELD_SPECS_BODY, parseFieldSpecs } from '../schemas/fieldSpecs.ts';
import { FORMAT, REPORT_ID, studyQuery, toMode } from '../schemas/parameters.ts';
import { ACCEPTED, toAccepted } from './kickstart.ts';

/** What an order of a new job can be refused with. */
export const ORDER_ERRORS = [
  ...(['REPORT_REQUIRED', 'REPORT_NOT_FOUND', 'BAD_FORMAT'] as const),
  ...(['STUDY_REQUIRED', 'STUDY_NOT_ALLOWED', 'STUDY_NOT_FOUND'] as const),
  ...(['FIELD_UNKNOWN', 'FIELD_VALUE', 'FIELD_DUPLICATE', 'FIELD_SPECS'] as const),
  ...(['IDEMPOTENCY_KEY', 'IDEMPOTENCY_KEY_REUSED'] as const),
] as const;

export const order = defineOperation(
  {
    id: 'orderReport',
    method: 'post',
    path: '/v1.0/reports',
    summary: 'Orders a report',
    description:
      'Starts a report under a new job id. Equal orders are jobs of their own, unless they carry the same `Idempotency-Key`.',
    documented: true,
    right: 'ReportingPost',
    pathParameters: NO_PARAMETERS,
    query: studyQuery({ reportid: REPORT_ID.optional(), format: FORMAT.optional() }),
    requestHeaders: { [IDEMPOTENCY_KEY]: IDEMPOTENCY_KEY_SAYS },
    body: { schema: FIELD_SPECS_BODY, required: false, parse: parseFieldSpecs },
    answers: { 202: ACCEPTED },
    errors: ORDER_ERRORS,
    example: {
      query: { mode: 'test', format: 'CSV' },
      body: {
        fieldSpecsList: [
          { fieldName: 'DOMAIN', fieldType: 'list', fieldSequence: 1, fieldValueList: ['AE', 'DM'] },
        ],
      },
    },
  },
  ({ orderJob }: { orderJob: OrderJob }) =>
    async ({ identity, authorize, query, body, requestId, header }, signal) => {
      const { tenantId, userId } = identity;
      const job = await orderJob(
        {
          studyId: query.studyId,
          mode: toMode(query.mode),
          reportId: query.reportid ?? null,
          format: query.format ?? null,
          requested: body,
          caller: { tenantId, userId },
          requestId,
          authorize,
          idempotencyKey: parseIdempotencyKey(header(IDEMPOTENCY_KEY)),
        },
        signal,
      );
      return toAccepted(job);
    },
);
