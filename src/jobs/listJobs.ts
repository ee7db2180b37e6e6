import { STUDY_MODES, type StudyMode } from '../domain/dataset.ts';
import { AppError } from '../domain/errors.ts';
import type { Id } from '../domain/id.ts';
import type { ListMoment } from '../domain/listMoment.ts';
import type { Authorize } from './authorize.ts';
import type { JobFilter, JobList, JobPage } from './jobList.ts';

/** Without a study: the tenant's own jobs; without a mode: those of every mode that the caller may see. */
export type JobListQuery = Omit<JobFilter, 'scope'> & {
  studyId: Id | null;
  mode: StudyMode | null;
  limit: number;
  offset: number;
  asOf: ListMoment | null;
  authorize: Authorize;
};

/** A page of jobs; throws what `authorize` throws where the caller may see none of them. */
export type ListJobs = (query: JobListQuery, signal: AbortSignal) => Promise<JobPage>;

export function createListJobs(jobList: JobList): ListJobs {
  return async ({ studyId, mode, limit, offset, asOf, authorize, ...filter }, signal) => {
    const scope = studyId === null ? null : { studyId, modes: findModes(authorize, studyId, mode) };
    if (scope === null || scope.modes.length === 0) authorize({ studyId, mode });
    return jobList.list({ ...filter, scope }, { limit, offset, asOf }, signal);
  };
}

/** The modes of a study, or the one that is asked for, in which the caller has the operation's right. */
export function findModes(authorize: Authorize, studyId: Id, mode: StudyMode | null): StudyMode[] {
  const asked = mode === null ? STUDY_MODES : [mode];
  return asked.filter((candidate) => {
    try {
      authorize({ studyId, mode: candidate });
      return true;
    } catch (refusal) {
      if (refusal instanceof AppError) return false;
      throw refusal;
    }
  });
}
