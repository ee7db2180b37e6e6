import { AppError } from '../domain/errors.ts';
import type { Id } from '../domain/id.ts';
import type { Authorize, JobScope } from '../jobs/authorize.ts';
import type { JobQuery } from '../jobs/findJob.ts';
import type { Identity } from './auth/rights.ts';
import { toMode } from './schemas/parameters.ts';

type StudyOfCall = { studyId?: Id | null | undefined; mode?: string | undefined };

/** The query of an operation on one job: the right and the call's study and mode are held against the row's. */
export function toJobQuery(
  call: { identity: Pick<Identity, 'tenantId'>; authorize: Authorize; query: StudyOfCall },
  jobId: Id,
): JobQuery {
  return {
    jobId,
    tenantId: call.identity.tenantId,
    authorize: (scope) => {
      call.authorize(scope);
      if (contradicts(call.query, scope)) throw new AppError('STUDY_DIFFERS');
    },
  };
}

/** A tenant's job has no mode that a call could contradict. */
function contradicts({ studyId, mode }: StudyOfCall, scope: JobScope): boolean {
  if (studyId !== undefined && studyId !== scope.studyId) return true;
  const named = toMode(mode);
  return scope.studyId !== null && named !== null && named !== scope.mode;
}
