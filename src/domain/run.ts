/**
 * What Temporal's `describe` said about a run of a job.
 * `unanswered`: it could not be asked in time. `none`: Temporal knows no such run (any more).
 */
export type RunObservation =
  | { kind: 'unanswered' }
  | { kind: 'none' }
  | { kind: 'open'; runId: string; runAttempt: number | null }
  | { kind: 'closed'; runId: string; runAttempt: number | null; closedAs: string };

/**
 * Whether a job's latest run is the one that tells how its row stands; else the run that claimed the row is. A closed run
 * of the row's attempt that did not claim it came second: start repeated, claim refused.
 */
export function countsForRow(
  latest: RunObservation,
  row: { runAttempt: number; runId: string | null },
): boolean {
  if (row.runId === null) return true;
  if (latest.kind !== 'open' && latest.kind !== 'closed') return false;
  if (latest.runAttempt !== row.runAttempt) return false;
  return latest.kind === 'open' || latest.runId === row.runId;
}
