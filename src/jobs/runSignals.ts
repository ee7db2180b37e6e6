import type { Id } from '../domain/id.ts';

/** What an operator tells a run; `by` names the person. */
export type RunSignal = {
  name: 'pause' | 'resume' | 'cancel' | 'comment';
  word: { by: string; reason?: string; text?: string };
};

export interface RunSignals {
  /** `sent`: Temporal has it. `closed`: no run of the job is open. `unanswered`: Temporal did not say in time. */
  send(jobId: Id, signal: RunSignal, abort: AbortSignal): Promise<'sent' | 'closed' | 'unanswered'>;
}
