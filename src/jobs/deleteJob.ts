import { AppError } from '../domain/errors.ts';
import { isActive, type Job } from '../domain/job.ts';
import { type JobQuery, loadOwnJob } from './findJob.ts';
import type { ExecutionLog, FileStore, OperatorLog, OperatorNote } from './ports.ts';
import type { StateWatch } from './stateWatch.ts';
import type { SteerJob } from './steerJob.ts';

/**
 * Sets a job DELETED and removes its file; a job that runs is cancelled first. Deleting it again changes nothing. Throws
 * JOB_NOT_FOUND, TEMPORAL_UNAVAILABLE, or JOB_UNSETTLED where its run has not ended in time.
 */
export type DeleteJob = (query: JobQuery, note: OperatorNote, signal: AbortSignal) => Promise<void>;

type Log = { warn(fields: object, message: string): void };

type Deps = {
  executionLog: ExecutionLog;
  operatorLog: Pick<OperatorLog, 'markDeleted' | 'forgetFile'>;
  steerJob: SteerJob;
  watch: StateWatch;
  fileStore: Pick<FileStore, 'removeOrphans'>;
  /** How long a run may take to hear the cancel; milliseconds. */
  cancelWaitMs: number;
  log: Log;
};

/** The row first: a file that a crash leaves behind is removed by the reconciliation. */
export function createDeleteJob({ executionLog, operatorLog, steerJob, watch, ...deps }: Deps): DeleteJob {
  return async function deleteJob(query, note, signal) {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(deps.cancelWaitMs)]);
    let isCancelled = false;
    for (;;) {
      const job = await loadOwnJob(executionLog, query, signal);
      if (job.state === 'DELETED') return removeFile(job, note, signal);
      if (isActive(job.state)) {
        if (!isCancelled) await cancel(query, note, signal);
        else if (inTime.aborted) throw new AppError('JOB_UNSETTLED', { details: STILL_CANCELLING });
        else await watch.untilChanged(job, inTime);
        isCancelled = true;
        continue;
      }
      const deleted = await operatorLog.markDeleted(job, note, signal);
      if (deleted !== undefined) return removeFile(deleted, note, signal);
    }
  };

  async function cancel(query: JobQuery, note: OperatorNote, signal: AbortSignal): Promise<void> {
    try {
      await steerJob(query, { kind: 'cancel', ...note }, signal);
    } catch (refusal) {
      if (!(refusal instanceof AppError && refusal.code === 'JOB_OVER')) throw refusal;
    }
  }

  async function removeFile(job: Job, { by }: OperatorNote, signal: AbortSignal): Promise<void> {
    const { id: jobId, tenantId, runAttempt, fileStorageId: storageId } = job;
    try {
      await deps.fileStore.removeOrphans({ jobId, runAttempt, committed: [] });
      if (storageId !== null)
        await operatorLog.forgetFile({ jobId, tenantId, runAttempt, storageId }, by, signal);
    } catch (error) {
      deps.log.warn({ jobId, err: error }, 'the file of a deleted job is left for the reconciliation');
    }
  }
}

const STILL_CANCELLING = 'The job is being cancelled. Delete it again once it is CANCELLED.';
