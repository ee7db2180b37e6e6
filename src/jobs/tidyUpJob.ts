import type { Id } from '../domain/id.ts';
import type { ExecutionLog, FileStore, RowSpool } from './ports.ts';

export type FinishedJob = { tenantId: string; jobId: Id; runAttempt: number; fileStorageId: Id | null };

/** Removes what the tries and attempts of a job have left, once it is over. Never throws: what stays is in nobody's way. */
export type TidyUpJob = (job: FinishedJob, signal: AbortSignal) => Promise<void>;

type Deps = {
  executionLog: Pick<ExecutionLog, 'listFileIds'>;
  fileStore: Pick<FileStore, 'removeOrphans'>;
  spool: Pick<RowSpool, 'remove'>;
  log: { warn(fields: object, message: string): void };
};

export function createTidyUpJob({ executionLog, fileStore, spool, log }: Deps): TidyUpJob {
  return async function tidyUpJob({ tenantId, jobId, runAttempt, fileStorageId }, signal) {
    try {
      // Whatever was committed is on record: also the file of an earlier attempt, or one that was found damaged.
      const committed =
        runAttempt === 1 && fileStorageId !== null
          ? [fileStorageId]
          : await executionLog.listFileIds({ id: jobId, tenantId }, signal);
      await fileStore.removeOrphans({ jobId, runAttempt, committed });
      // Without a file the job may be run again, on the rows that came with it.
      if (fileStorageId !== null) await spool.remove(jobId);
    } catch (error) {
      log.warn({ jobId, err: error }, 'files of a finished job could not be tidied up');
    }
  };
}
