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

type Call = {
  /** What the call itself says of its study. */
  named: JobScope;
  /** Where an operation is documented to refuse otherwise than with UNAUTHORIZED. */
  refusal?: ErrorCode | undefined;
};

/**
 * Throws UNAUTHORIZED with the right that is missing. Study and mode are named only where the call names them: those of a
 * job are not told to a caller who may not see it.
 */
export function createAuthorize(
  identity: Identity,
  right: Right,
  { named, refusal = 'UNAUTHORIZED' }: Call,
): Authorize {
  return (scope) => {
    if (hasRight(identity, right, scope)) return;
    if (refusal !== 'UNAUTHORIZED') throw new AppError(refusal);
    const isNamed = named.studyId !== null && scope.studyId === named.studyId && scope.mode === named.mode;
    const where = isNamed
      ? `for study ${named.studyId} in mode ${named.mode ?? '(none given)'}`
      : 'for the whole tenant, and for the study and mode that are asked for';
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
