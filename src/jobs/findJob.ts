import { AppError } from '../domain/errors.ts';
import type { Id } from '../domain/id.ts';
import { isActive, type Job } from '../domain/job.ts';
import type { Authorize } from './authorize.ts';
import type { ExecutionLog, PendingTry, ReportStarter } from './ports.ts';

/** `authorize` is called with the scope of the row. */
export type JobQuery = { jobId: Id; tenantId: string; authorize: Authorize };

/** The job as it stands; throws JOB_NOT_FOUND for an unknown one and for another tenant's. */
export type FindJob = (query: JobQuery, signal: AbortSignal) => Promise<Job>;

type Deps = { executionLog: ExecutionLog; starter: Pick<ReportStarter, 'findPendingTries'> };

/** Where the row could not be written, what Temporal knows of tries that failed is added to the answer. */
export function createFindJob({ executionLog, starter }: Deps): FindJob {
  return async function findJob(query, signal) {
    const job = await loadOwnJob(executionLog, query, signal);
    if (!isActive(job.state) || job.runId === null || job.reason !== null) return job;
    const [pending] = await starter.findPendingTries(
      job.id,
      job.runId,
      AbortSignal.any([signal, AbortSignal.timeout(500)]),
    );
    return pending === undefined
      ? job
      : { ...job, reason: describePending(pending), nextRetryAt: pending.nextRetryAt };
  };
}

/** The job, where it is the tenant's and the caller may see it. */
export async function loadOwnJob(
  executionLog: Pick<ExecutionLog, 'find'>,
  query: JobQuery,
  signal: AbortSignal,
): Promise<Job> {
  const record = await executionLog.find(query.jobId, signal);
  if (record === undefined || record.job.tenantId !== query.tenantId) throw new AppError('JOB_NOT_FOUND');
  query.authorize({ studyId: record.job.studyId, mode: record.job.studyMode });
  return record.job;
}

function describePending({ step, tryNumber, nextRetryAt }: PendingTry): string {
  const next = nextRetryAt === null ? '' : ` Next try ${nextRetryAt.toISOString().slice(11, 19)} UTC.`;
  return `Temporal says: try ${tryNumber - 1} of ${step} failed or was lost.${next}`;
}
