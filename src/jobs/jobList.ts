import type { StudyMode } from '../domain/dataset.ts';
import type { Id } from '../domain/id.ts';
import type { Job, JobState } from '../domain/job.ts';
import type { ListMoment } from '../domain/listMoment.ts';

/** Which jobs of one study in some of its modes, or of the tenant. */
export type JobFilter = {
  tenantId: string;
  scope: { studyId: Id; modes: readonly StudyMode[] } | null;
  reportId: Id | null;
  /** Null for every state but DELETED. */
  states: readonly JobState[] | null;
  userId: string | null;
  /** Both ends belong to it. */
  kickoffFrom: Date | null;
  kickoffTo: Date | null;
};

/** `asOf` is null only where the scope has no job at all. */
export type JobPage = { jobs: readonly Job[]; total: number; asOf: ListMoment | null };

/** The ExecutionLog as lists are read from it, newest kick-off first. */
export interface JobList {
  /** A page and how many jobs there are in all, both of one moment; later pages look at the moment of the first one. */
  list(
    filter: JobFilter,
    page: { limit: number; offset: number; asOf: ListMoment | null },
    signal: AbortSignal,
  ): Promise<JobPage>;
}
