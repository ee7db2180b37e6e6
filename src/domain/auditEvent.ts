import type { StudyMode } from './dataset.ts';
import type { Id } from './id.ts';

/**
 * How a call of an identified caller ended: answered as asked, refused (4xx), failed (5xx). A download is told twice: when
 * its answer begins, and when the last byte was handed over or the connection broke.
 */
export const AUDIT_OUTCOMES = ['done', 'refused', 'failed', 'complete', 'brokenOff'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** Who did what, when, from where, and how it ended. Names of operations and ids; never a value of a filter or a row. */
export type AuditEvent = {
  /** Chosen by the service, so that an event that is written again after a lost answer stands once. */
  id: string;
  at: Date;
  tenantId: string;
  userId: string;
  /** The operation's name. */
  action: string;
  /** Of the job where there is one, else as the call named them; null for what belongs to the tenant. */
  studyId: Id | null;
  studyMode: StudyMode | null;
  jobId: Id | null;
  outcome: AuditOutcome;
  /** HTTP status and wire code of the answer. */
  status: number;
  errorCode: string | null;
  /** Of the body, for the end of a download. */
  bytes: number | null;
  clientAddress: string | null;
  requestId: string;
};

/** An event as it was kept: its number grows, and the database alone says when it was written. */
export type RecordedEvent = AuditEvent & { number: number; recordedAt: Date };

/** Of one tenant, newest first. `studyId`: undefined for all events, null for those of no study. */
export type AuditQuery = {
  tenantId: string;
  studyId: Id | null | undefined;
  studyMode: StudyMode | null;
  jobId: Id | null;
  userId: string | null;
  action: string | null;
  /** `at` from here (inclusive) to there (exclusive). */
  from: Date | null;
  to: Date | null;
  /**
   * No event newer than this number, so that later pages skip nothing. Numbers are given before the commit: one that was
   * just being written may come in between.
   */
  asOf: number | null;
  limit: number;
  offset: number;
};

export function toOutcome(status: number): AuditOutcome {
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'done';
}
