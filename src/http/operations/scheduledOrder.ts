import { z } from 'zod';

import type { OrderScheduled } from '../../jobs/orderScheduled.ts';
import { IDEMPOTENCY_KEY, IDEMPOTENCY_KEY_HEADER, parseIdempotencyKey } from '../idempotencyKey.ts';
import { defineOperation, NO_PARAMETERS } from '../operation.ts';
import { REPORT_NAME } from '../schemas/parameters.ts';
import { parseScheduledBody, SCHEDULED_BODY } from '../schemas/scheduledOrder.ts';
import { ACCEPTED, NEW_ORDER_ERRORS, ORDER_QUERY, toAccepted, toOrder } from './ordering.ts';

export const scheduledOrder = defineOperation(
  {
    id: 'orderScheduledReport',
    method: 'post',
    path: '/v1.0/scheduled/reports',
    summary: 'Orders a report for a scheduler',
    description:
      'Starts a job as an order does; study, mode and filters travel in the body, each as a string.',
    documented: true,
    right: 'ReportingPost',
    pathParameters: NO_PARAMETERS,
    query: z.object({
      ...ORDER_QUERY,
      reportName: REPORT_NAME.optional(),
    }),
    requestHeaders: IDEMPOTENCY_KEY_HEADER,
    body: { schema: SCHEDULED_BODY, required: false, parse: parseScheduledBody },
    answers: { 202: ACCEPTED },
    errors: [...NEW_ORDER_ERRORS, 'BAD_STUDY_ID', 'BAD_MODE'],
    example: {
      query: { reportName: 'Subject Data Extract', format: 'CSV' },
      body: { studyId: 'CFD8129A430A473C8A02F4BA5DAAD865', mode: 'test', DOMAIN: 'AE,DM' },
    },
  },
  ({ orderScheduled }: { orderScheduled: OrderScheduled }) =>
    async (call, signal) => {
      const { query, body, header } = call;
      const job = await orderScheduled(
        {
          ...toOrder(call),
          reportName: query.reportName ?? null,
          members: body,
          idempotencyKey: parseIdempotencyKey(header(IDEMPOTENCY_KEY)),
        },
        signal,
      );
      return toAccepted(job);
    },
);
