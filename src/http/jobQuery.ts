import { AppError } from '../domain/errors.ts';
import type { JobScope } from '../jobs/authorize.ts';
import type { JobQuery } from '../jobs/findJob.ts';
import { createAuthorize, type Identity } from './auth/rights.ts';
import type { JobParameters } from './parameters.ts';

/** The query of a reading operation: the right and the call's study and mode are held against the row's. */
export function toJobQuery(identity: Identity, parameters: JobParameters): JobQuery {
  const authorize = createAuthorize(identity, 'ReportingGet');
  return {
    jobId: parameters.jobId,
    tenantId: identity.tenantId,
    authorize: (scope) => {
      authorize(scope);
      if (contradicts(parameters, scope)) throw new AppError('STUDY_DIFFERS');
    },
  };
}

/** A tenant's job has no mode that a call could contradict. */
function contradicts({ studyId, mode }: JobParameters, scope: JobScope): boolean {
  if (studyId !== undefined && studyId !== scope.studyId) return true;
  return scope.studyId !== null && mode !== null && mode !== scope.mode;
}
