import { ActivityFailure, ApplicationFailure, CancelledFailure, TimeoutFailure } from '@temporalio/workflow';

import { type ErrorCode, isErrorCode } from '../src/domain/errors.ts';

/** The way back from a step's failure to its code, and the sentence that the ExecutionLog keeps. */
export function explainFailure(error: unknown): { code: ErrorCode; reason: string } {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const step = error instanceof ActivityFailure ? error.activityType : 'The run';
  if (cause instanceof ApplicationFailure) {
    const code = typeof cause.type === 'string' && isErrorCode(cause.type) ? cause.type : 'INTERNAL';
    const isGivenUp = cause.nonRetryable !== true;
    return { code, reason: isGivenUp ? `${step} was given up. ${cause.message}` : cause.message };
  }
  if (cause instanceof TimeoutFailure)
    return { code: 'INTERNAL', reason: `${step} was given up: it did not end in time.` };
  if (cause instanceof CancelledFailure)
    return { code: 'INTERNAL', reason: `${step} was stopped by somebody who is not known.` };
  // A bug of ours: Temporal retries the workflow task until a mended worker is there.
  throw error;
}
