import { AppError, type ErrorCode } from '../../domain/errors.ts';
import { parseId } from '../../domain/id.ts';
import type { Authorize, JobScope } from '../../jobs/authorize.ts';
import type { Caller } from '../../jobs/kickstartJob.ts';

export type Right = 'ReportingPost' | 'ReportingGet' | 'ReportingDelete';

/** Who calls, and the claims of the token that grant rights, as they stand in it. */
export type Identity = Caller & { rights: unknown; studies: unknown };

/** A right held tenant-wide holds everywhere; a tenant report takes no other. */
function hasRight(identity: Identity, right: Right, scope: JobScope): boolean {
  if (includes(identity.rights, right)) return true;
  if (scope.studyId === null || scope.mode === null || !isRecord(identity.studies)) return false;
  const { studyId, mode } = scope;
  return Object.entries(identity.studies).some(
    ([id, modes]) => parseId(id) === studyId && isRecord(modes) && includes(modes[mode], right),
  );
}

/**
 * Throws UNAUTHORIZED with the right, study and mode that are missing; an operation that is documented to refuse
 * otherwise names its own code.
 */
export function createAuthorize(
  identity: Identity,
  right: Right,
  refusal: ErrorCode = 'UNAUTHORIZED',
): Authorize {
  return (scope) => {
    if (hasRight(identity, right, scope)) return;
    if (refusal !== 'UNAUTHORIZED') throw new AppError(refusal);
    const where =
      scope.studyId === null
        ? 'for the whole tenant'
        : `for study ${scope.studyId} in mode ${scope.mode ?? '(none given)'}`;
    throw new AppError('UNAUTHORIZED', {
      challenge: 'insufficient_scope',
      details: `The caller lacks the right ${right} ${where}.`,
    });
  };
}

function includes(list: unknown, right: Right): boolean {
  return Array.isArray(list) && list.includes(right);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
