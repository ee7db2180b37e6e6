import { z } from 'zod';

import type { ListAudit } from '../../jobs/listAudit.ts';
import { defineOperation, NO_PARAMETERS } from '../operation.ts';
import { AUDIT_EVENT, AUDIT_PARAMETERS, toAuditEvent } from '../schemas/audit.ts';
import { JOB_ID, studyQuery, toMode } from '../schemas/parameters.ts';
import { successOf, toSuccess } from '../schemas/success.ts';

const USUAL_LIMIT = 50;

const PAGE = z.object({
  count: z.int(),
  hasMore: z.enum(['true', 'false']),
  limit: z.int(),
  offset: z.int(),
  asOf: z.union([z.int(), z.null()]),
  auditEvents: z.array(AUDIT_EVENT),
});

export const audit = defineOperation(
  {
    id: 'listAuditEvents',
    method: 'get',
    path: '/v1.0/audit',
    summary: 'Answers who did what, newest first',
    description:
      'Events of one study need `ReportingGet` there, named by `studyId` and `mode`. All others, those of the tenant (`studyId` empty or `null`) among them, need it for the whole tenant.',
    documented: false,
    right: 'ReportingGet',
    pathParameters: NO_PARAMETERS,
    query: studyQuery({ jobId: JOB_ID.optional(), ...AUDIT_PARAMETERS }),
    answers: { 200: { description: 'A page of the audit trail.', schema: successOf(PAGE) } },
    errors: ['BAD_PARAMETER'],
    example: { query: { mode: 'test', limit: '50', offset: '0' } },
  },
  ({ listAudit }: { listAudit: ListAudit }) =>
    async ({ identity, authorize, query }, signal) => {
      const { limit = USUAL_LIMIT, offset = 0 } = query;
      const { events, hasMore } = await listAudit(
        {
          tenantId: identity.tenantId,
          studyId: query.studyId,
          studyMode: toMode(query.mode),
          jobId: query.jobId ?? null,
          userId: query.userId ?? null,
          action: query.action ?? null,
          from: query.from ?? null,
          to: query.to ?? null,
          asOf: query.asOf ?? null,
          limit,
          offset,
          authorize,
        },
        signal,
      );
      return {
        status: 200,
        body: toSuccess({
          count: events.length,
          hasMore: String(hasMore),
          limit,
          offset,
          asOf: query.asOf ?? events[0]?.number ?? null,
          auditEvents: events.map(toAuditEvent),
        }),
      };
    },
);
