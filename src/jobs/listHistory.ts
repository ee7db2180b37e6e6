import { type JobQuery, loadOwnJob } from './findJob.ts';
import type { ExecutionLog, HistoryPage, JobHistory } from './ports.ts';

/** A page of a job's history, oldest first; throws JOB_NOT_FOUND. */
export type ListHistory = (
  query: JobQuery,
  page: { limit: number; offset: number },
  signal: AbortSignal,
) => Promise<HistoryPage>;

type Deps = { executionLog: ExecutionLog; history: JobHistory };

export function createListHistory({ executionLog, history }: Deps): ListHistory {
  return async (query, page, signal) => {
    return history.list(await loadOwnJob(executionLog, query, signal), page, signal);
  };
}
