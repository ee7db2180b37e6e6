import { AppError } from '../src/domain/errors.ts';

const MOST_IN_A_ROW = 3;

/** How many tries in a row, up to the last one, a standby has cancelled; tries hand the count on by their heartbeats. */
export function readConflicts(heartbeatDetails: unknown): number {
  if (typeof heartbeatDetails !== 'object' || heartbeatDetails === null) return 0;
  return 'conflicts' in heartbeatDetails && typeof heartbeatDetails.conflicts === 'number'
    ? heartbeatDetails.conflicts
    : 0;
}

/** What the next try is to know of the conflicts; the third in a row will not mend itself and becomes STANDBY_CONFLICT. */
export function countConflict(error: unknown, before: number): { conflicts: number; error: unknown } {
  if (!(error instanceof AppError) || error.code !== 'RECOVERY_CONFLICT') return { conflicts: 0, error };
  const conflicts = before + 1;
  return {
    conflicts,
    error: conflicts < MOST_IN_A_ROW ? error : new AppError('STANDBY_CONFLICT', { cause: error }),
  };
}
