import { isActive, type Job } from '../domain/job.ts';
import type { FindJob, JobQuery } from './findJob.ts';
import type { StateWatch } from './stateWatch.ts';

/** The job once its state is another one, or as it stands after `waitMs`; at once where the job is over. */
export type AwaitJob = (query: JobQuery, waitMs: number, signal: AbortSignal) => Promise<Job>;

export function createAwaitJob({ findJob, watch }: { findJob: FindJob; watch: StateWatch }): AwaitJob {
  return async (query, waitMs, signal) => {
    const job = await findJob(query, signal);
    if (!isActive(job.state)) return job;
    await watch.untilChanged(job, AbortSignal.any([signal, AbortSignal.timeout(waitMs)]));
    signal.throwIfAborted();
    return findJob(query, signal);
  };
}
