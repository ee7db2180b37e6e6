import { z } from 'zod';

import type { OrderScheduled } from '../../jobs/orderScheduled.ts';
import { IDEMPOTENCY_KEY, IDEMPOTENCY_KEY_SAYS, parseIdempotencyKey } from '../idempotencyKey.ts';
import { defineOperation, NO_PARAMETERS } from '../operation.ts';
import { FORMAT, REPORT_ID, REPORT_NAME } from '../schemas/parameters.ts';
import { parseScheduledBody, SCHEDULED_BODY } from '../schemas/scheduledOrder.ts';
import { ACCEPTED, toAccepted } from './kickstart.ts';
import { ORDER_ERRORS } from './order.ts';

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
      reportid: REPORT_ID.optional(),
      reportName: REPORT_NAME.optional(),
      format: FORMAT.optional(),
    }),
    requestHeaders: { [IDEMPOTENCY_KEY]: IDEMPOTENCY_KEY_SAYS },
    body: { schema: SCHEDULED_BODY, required: false, parse: parseScheduledBody },
    answers: { 202: ACCEPTED },
    errors: [...ORDER_ERRORS, 'BAD_STUDY_ID', 'BAD_MODE'],
    example: {
      query: { reportName: 'Subject Data Extract', format: 'CSV' },
      body: { studyId: 'CFD8129A430A473C8A02F4BA5DAAD865', mode: 'test', DOMAIN: 'AE,DM' },
    },
  },
  ({ orderScheduled }: { orderScheduled: OrderScheduled }) =>
    async ({ identity, authorize, query, body, requestId, header }, signal) => {
      const { tenantId, userId } = identity;
      const job = await orderScheduled(
        {
          reportId: query.reportid ?? null,
          reportName: query.reportName ?? null,
          format: query.format ?? null,
          members: body,
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
