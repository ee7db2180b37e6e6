import type { Job } from '../domain/job.ts';
import type { ExecutionLog, ReportStarter } from './ports.ts';
import { startRun } from './startRun.ts';

/**
 * Starts the run of a row that stands, until the time given (milliseconds since the epoch), and answers the row as it was
 * read last. A start that cannot be confirmed is no error: the row says so, and it is repeated until it is.
 */
export type StartJob = (job: Job, startBy: number, signal: AbortSignal) => Promise<Job>;

type Deps = { executionLog: Pick<ExecutionLog, 'noteStart' | 'find'>; starter: Pick<ReportStarter, 'start'> };

const NOT_STARTED =
  'The order is kept. Temporal did not confirm the start in time; it is repeated until it does.';

export function createStartJob({ executionLog, starter }: Deps): StartJob {
  return async function startJob(job, startBy, signal) {
    // Of its own, so that a caller who hangs up after the commit does not delay the run.
    const outcome = await startRun(starter, job, AbortSignal.timeout(Math.max(100, startBy - Date.now())));
    if (outcome === 'confirmed') return job;
    return readLast(job, outcome === 'unconfirmed', signal).catch(() => job);
  };

  async function readLast(job: Job, isUnconfirmed: boolean, signal: AbortSignal): Promise<Job> {
    const { id: jobId, tenantId, runAttempt } = job;
    const noted = isUnconfirmed
      ? await executionLog.noteStart({ jobId, tenantId, runAttempt, reason: NOT_STARTED }, signal)
      : undefined;
    return noted ?? (await executionLog.find(jobId, signal))?.job ?? job;
  }
}
