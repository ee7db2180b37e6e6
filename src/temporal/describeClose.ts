import { ApplicationFailure, TerminatedFailure, TimeoutFailure } from '@temporalio/common';

import { isErrorCode } from '../domain/errors.ts';

/**
 * How a run was closed, for the ExecutionLog: Temporal's status, and of its failure what may stand there: the reason that
 * an operator gave, the sentence of a failure of ours, or which time ran out. Other texts may be a driver's.
 */
export function describeClose(status: string, failure: unknown): string {
  const why = explain(failure);
  return why === '' ? `${status}.` : `${status} (${why}).`;
}

function explain(failure: unknown): string {
  if (failure instanceof TerminatedFailure) return failure.message;
  if (failure instanceof TimeoutFailure) return failure.timeoutType ?? '';
  if (!(failure instanceof ApplicationFailure) || typeof failure.type !== 'string') return '';
  return isErrorCode(failure.type) ? failure.message.replace(/\.$/, '') : '';
}
