import type { AuditEvent, AuditQuery, RecordedEvent } from '../domain/auditEvent.ts';

export interface AuditTrail {
  /** Resolves once all events are committed; an event that stands already is not written twice. */
  append(events: readonly AuditEvent[], signal: AbortSignal): Promise<void>;
  /** Newest first. */
  list(query: AuditQuery, signal: AbortSignal): Promise<{ events: RecordedEvent[]; hasMore: boolean }>;
}
