import type { AuditQuery, RecordedEvent } from '../domain/auditEvent.ts';
import type { Authorize } from './authorize.ts';
import type { AuditTrail } from './ports.ts';

/** A page of the tenant's audit trail; throws what `authorize` throws. */
export type ListAudit = (
  query: AuditQuery & { authorize: Authorize },
  signal: AbortSignal,
) => Promise<{ events: RecordedEvent[]; hasMore: boolean }>;

type Deps = {
  auditTrail: Pick<AuditTrail, 'list'>;
  /** Waits for events that are on their way. */
  drain: (timeoutMs: number) => Promise<unknown>;
};

/** Whoever reads what they have just done should find it. */
const MOST_WAIT_MS = 300;

/** Events of one study in one mode need the right there, all others the right for the whole tenant. */
export function createListAudit({ auditTrail, drain }: Deps): ListAudit {
  return async ({ authorize, ...query }, signal) => {
    const isOfStudy = typeof query.studyId === 'string' && query.studyMode !== null;
    authorize(
      isOfStudy ? { studyId: query.studyId ?? null, mode: query.studyMode } : { studyId: null, mode: null },
    );
    await drain(MOST_WAIT_MS);
    return auditTrail.list(query, signal);
  };
}
