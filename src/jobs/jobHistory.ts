import type { Job } from '../domain/job.ts';

/** One change of a job's row: which members it changed, and to what, by the names of their columns. */
export type HistoryEntry = {
  version: number;
  at: Date;
  actor: string;
  operation: string;
  members: readonly string[];
  entry: Readonly<Record<string, unknown>>;
};

export type HistoryPage = { entries: readonly HistoryEntry[]; total: number };

export interface JobHistory {
  /** A page of a job's history, oldest first, and how many entries there are. */
  list(
    job: Pick<Job, 'id' | 'tenantId'>,
    page: { limit: number; offset: number },
    signal: AbortSignal,
  ): Promise<HistoryPage>;
}
