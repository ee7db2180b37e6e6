import { isActive, type Job } from './job.ts';
import type { RunObservation } from './run.ts';

export type ReconciliationRow = Pick<Job, 'state' | 'runAttempt' | 'runId' | 'hold'>;

export type ReconciliationDecision =
  | { do: 'nothing' }
  | { do: 'startAgain' }
  | { do: 'fail'; closedAs: string }
  | { do: 'newAttempt'; hold: boolean };

/**
 * What a reconciliation does with a row that nobody touched for a while. Pure: `run` is the run that counts for the row,
 * which is one whose memo carries the row's `runAttempt` (the adapter asks for the row's own run id where the latest does not).
 */
export function decideReconciliation(row: ReconciliationRow, run: RunObservation): ReconciliationDecision {
  if (!isActive(row.state) || run.kind === 'unanswered') return { do: 'nothing' };
  const counts = run.kind !== 'none' && run.runAttempt === row.runAttempt;
  if (counts && run.kind === 'open') return { do: 'nothing' };
  if (counts && run.kind === 'closed') return { do: 'fail', closedAs: run.closedAs };
  if (row.runId === null) return { do: 'startAgain' };
  return { do: 'newAttempt', hold: row.hold || row.state === 'PAUSED' };
}
