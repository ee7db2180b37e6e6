import type { Id } from '../domain/id.ts';
import type { Job, JobState } from '../domain/job.ts';

/** What the row held when it was read. */
type RowFence = Pick<Job, 'id' | 'tenantId' | 'state' | 'runAttempt' | 'runId'>;

/** Who does it, and the words that go with it. */
export type OperatorNote = { by: string; text: string | null };

/** The stored file of a job that was deleted, until it is removed. */
export type LeftFile = { tenantId: string; jobId: Id; runAttempt: number; storageId: Id };

/**
 * The ExecutionLog where the REST side writes it without a run: one fenced statement each, undefined where the row has
 * moved on since it was read.
 */
export interface OperatorLog {
  /** CANCELLED, where the row is QUEUED and no run has claimed it: a start that arrives later cannot claim it any more. */
  cancelUnclaimed(fence: RowFence, note: OperatorNote, signal: AbortSignal): Promise<Job | undefined>;
  /** Adds a comment. */
  comment(fence: RowFence, note: OperatorNote, signal: AbortSignal): Promise<Job | undefined>;
  /** DELETED; the row names its file until `forgetFile`. */
  markDeleted(fence: RowFence, note: OperatorNote, signal: AbortSignal): Promise<Job | undefined>;
  /** Says that the file of a DELETED job is gone. */
  forgetFile(file: LeftFile, by: string, signal: AbortSignal): Promise<void>;
  /** Files of DELETED jobs that are still to be removed, by job id, after the one named. */
  listLeftFiles(page: { after: Id; limit: number }, signal: AbortSignal): Promise<readonly LeftFile[]>;
  /** The states of jobs; one that is not known is missing. */
  findStates(jobIds: readonly Id[], signal: AbortSignal): Promise<ReadonlyMap<Id, JobState>>;
}
