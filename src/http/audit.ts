import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

import { type AuditEvent, toOutcome } from '../domain/auditEvent.ts';
import { ERRORS } from '../domain/errors.ts';
import type { JobScope } from '../jobs/authorize.ts';
import type { Caller } from '../jobs/kickstart.ts';
import type { AuditRecorder } from '../jobs/recordAudit.ts';
import type { FindClientAddress } from './clientAddress.ts';
import { toAppError } from './errorHandler.ts';
import type { Answer, OperationSpec } from './operation.ts';
import type { RequestContext } from './requestState.ts';

export type AuditDeps = {
  recorder: Pick<AuditRecorder, 'record' | 'recordSoon' | 'checkRoom'>;
  findClientAddress: FindClientAddress;
};

/** What the audit trail is told of one call of an identified caller. */
export type CallAudit = {
  /** What the call says of its study. */
  name(scope: JobScope): void;
  /** Where it reached: the job's study and mode where there is one. No mode where it reached several. */
  reach(scope: JobScope): void;
  /** The answer is about to leave. Data that leave and deletions wait until the event is committed, or throw. */
  answer(answer: Answer): Promise<void>;
  /** The call is answered with an error. */
  refuse(failure: unknown): void;
  /** The last byte of a streamed body was handed over, or the connection broke. */
  end(sent: { bytes: number; isComplete: boolean }): void;
};

/** Begins to account for a call; throws AUDIT_UNAVAILABLE where that cannot be done. */
export function auditCall(
  { recorder, findClientAddress }: AuditDeps,
  operation: Pick<OperationSpec, 'id' | 'method'>,
  { ctx, caller }: { ctx: RequestContext; caller: Caller },
): CallAudit {
  recorder.checkRoom();
  const { requestId } = ctx.state;
  const clientAddress = findClientAddress(ctx.req);
  let named: JobScope = { studyId: null, mode: null };
  let reached: JobScope | undefined;

  type Ending = Pick<AuditEvent, 'outcome' | 'status'> & Partial<AuditEvent>;
  const toEvent = (ending: Ending): AuditEvent => ({
    id: randomUUID(),
    at: new Date(),
    tenantId: caller.tenantId,
    userId: caller.userId,
    action: operation.id,
    studyId: (reached ?? named).studyId,
    studyMode: (reached ?? named).mode,
    jobId: ctx.state.fields.jobId ?? null,
    errorCode: null,
    bytes: null,
    clientAddress,
    requestId,
    ...ending,
  });

  return {
    name: (scope) => {
      named = scope;
    },
    reach: (scope) => {
      const isOneOfSeveral = reached?.studyId === scope.studyId && reached.mode !== scope.mode;
      reached = isOneOfSeveral ? { ...scope, mode: null } : scope;
    },
    answer: async ({ status, body, sender }) => {
      const event = toEvent({ outcome: toOutcome(status), status });
      const isHeldBack = body instanceof Readable || sender !== undefined || operation.method === 'delete';
      if (isHeldBack) await recorder.record(event);
      else recorder.recordSoon(event);
    },
    refuse: (failure) => {
      const { status, errorCode } = ERRORS[toAppError(failure).code];
      const outcome = ctx.res.destroyed ? 'brokenOff' : toOutcome(status);
      recorder.recordSoon(toEvent({ outcome, status, errorCode }));
    },
    end: ({ bytes, isComplete }) => {
      recorder.recordSoon(
        toEvent({ outcome: isComplete ? 'complete' : 'brokenOff', status: ctx.res.statusCode, bytes }),
      );
    },
  };
}
