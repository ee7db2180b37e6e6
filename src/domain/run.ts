/**
 * What Temporal's `describe` said about a run of a job.
 * `unanswered`: it could not be asked in time. `none`: Temporal knows no such run (any more).
 */
export type RunObservation =
  | { kind: 'unanswered' }
  | { kind: 'none' }
  | { kind: 'open'; runId: string; runAttempt: number | null }
  | { kind: 'closed'; runId: string; runAttempt: number | null; closedAs: string };
