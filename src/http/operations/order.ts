import type { OrderJob } from '../../jobs/orderJob.ts';
import { IDEMPOTENCY_KEY, IDEMPOTENCY_KEY_HEADER, parseIdempotencyKey } from '../idempotencyKey.ts';
import { defineOperation, NO_PARAMETERS } from '../operation.ts';
import { FIELD_SPECS_BODY, parseFieldSpecs } from '../schemas/fieldSpecs.ts';
import { studyQuery, toMode } from '../schemas/parameters.ts';
import { ACCEPTED, NEW_ORDER_ERRORS, ORDER_EXAMPLE, ORDER_QUERY, toAccepted, toOrder } from './ordering.ts';

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
    query: studyQuery(ORDER_QUERY),
    requestHeaders: IDEMPOTENCY_KEY_HEADER,
    body: { schema: FIELD_SPECS_BODY, required: false, parse: parseFieldSpecs },
    answers: { 202: ACCEPTED },
    errors: NEW_ORDER_ERRORS,
    example: ORDER_EXAMPLE,
  },
  ({ orderJob }: { orderJob: OrderJob }) =>
    async (call, signal) => {
      const { query, body, header } = call;
      const job = await orderJob(
        {
          ...toOrder(call),
          studyId: query.studyId,
          mode: toMode(query.mode),
          requested: body,
          idempotencyKey: parseIdempotencyKey(header(IDEMPOTENCY_KEY)),
        },
        signal,
      );
      return toAccepted(job);
    },
);
