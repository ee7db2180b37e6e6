import { z } from 'zod';

import { AUDIT_OUTCOMES, type RecordedEvent } from '../../domain/auditEvent.ts';
import { STUDY_MODES } from '../../domain/dataset.ts';
import { wholeNumber } from './listParameters.ts';
import { PARAMETER_RULES } from './parameters.ts';

const MOST_EVENTS = 1_000;
const MOST = Number.MAX_SAFE_INTEGER;
const BAD = { code: 'BAD_PARAMETER' } as const;

const time = () =>
  z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .register(PARAMETER_RULES, {
      ...BAD,
      allowed: 'a time with its offset (ISO 8601)',
      example: '2026-01-02T03:04:05Z',
    });

const word = (example: string) =>
  z
    .string()
    .regex(/^[^\p{Cc}\p{Cs}]{1,255}$/u)
    .register(PARAMETER_RULES, {
      ...BAD,
      allowed: '1 to 255 characters, without control characters',
      example,
    });

/** What the audit trail is asked for, beside study and mode. */
export const AUDIT_PARAMETERS = {
  userId: word('ann').meta({ description: 'Who called.' }).optional(),
  action: word('getReportJob').meta({ description: 'The operationId of what was called.' }).optional(),
  from: time().meta({ description: 'Events at this time or later.' }).optional(),
  to: time().meta({ description: 'Events before this time.' }).optional(),
  limit: wholeNumber(
    'The most events in the answer; 50 where it is absent.',
    1,
    MOST_EVENTS,
    '50',
  ).optional(),
  offset: wholeNumber('How many newer events to leave out; 0 where it is absent.', 0, MOST, '0').optional(),
  asOf: wholeNumber(
    'The `asOf` of the first page: with it later pages skip nothing that stood then. An event that was just being written may come in between, and the one after it twice.',
    0,
    MOST,
    '17',
  ).optional(),
};

const nullable = (schema: z.ZodType) => z.union([schema, z.null()]);

export const AUDIT_EVENT = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime().meta({ description: 'When it happened, in UTC.' }),
    recordedAt: z.iso.datetime().meta({ description: 'When the database took it, in UTC.' }),
    tenantId: z.string(),
    userId: z.string().meta({ description: 'The caller, as the token named them.' }),
    action: z.string().meta({ description: 'The operationId of what was called.' }),
    outcome: z.enum(AUDIT_OUTCOMES).meta({
      description:
        'done, refused (4xx), failed (5xx); a download has a second event, complete or brokenOff, when its answer has ended.',
    }),
    status: z.int().meta({ description: 'The HTTP status of the answer.' }),
    errorCode: nullable(z.string()),
    studyId: nullable(z.string()),
    studyMode: nullable(z.enum(STUDY_MODES)),
    jobId: nullable(z.string()),
    bytes: nullable(z.int()).meta({ description: 'Of the body, for the end of a download.' }),
    clientAddress: nullable(z.string()),
    requestId: z.string().meta({ description: 'The X-Request-Id of the call.' }),
  })
  .meta({ id: 'AuditEvent' });

/** An event on the wire; members without a value are null. */
export function toAuditEvent({ number: _number, ...event }: RecordedEvent): z.output<typeof AUDIT_EVENT> {
  return { ...event, at: event.at.toISOString(), recordedAt: event.recordedAt.toISOString() };
}
