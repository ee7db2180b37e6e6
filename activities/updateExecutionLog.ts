import { Context } from '@temporalio/activity';

import type { Late, RunChange, RunFence, RunLog, RunRow, Superseded } from '../src/jobs/ports.ts';
import { currentRun, type RunReference } from './runFence.ts';

/** A name that an operator's word carried, or which signal of the run's history to look up. */
type Speaker = { by: string } | { signal: string; ordinal: number };

export type LogChange =
  | { kind: 'claim' | 'complete' }
  | { kind: 'fail'; reason: string }
  | ({ kind: 'pause' | 'resume' | 'cancel'; reason: string | null } & Speaker)
  | ({ kind: 'comment'; text: string } & Speaker);

/** Settings of the worker that a run keeps from its claim on; times in milliseconds. */
export type StepLimits = {
  renderTaskQueue: string;
  retryTotalMs: number;
  renderTimeoutMs: number;
  heartbeatTimeoutMs: number;
};

export type LogAnswer = (Omit<RunRow, 'fileStorageId'> & { limits: StepLimits }) | Late | Superseded;

type Deps = {
  runLog: Pick<RunLog, 'change'>;
  limits: StepLimits;
  /** The identity behind the n-th signal of a name, as the history has it. */
  findSignalIdentity: (run: RunFence, signal: { name: string; ordinal: number }) => Promise<string>;
  /** Removes what other tries left of this attempt, once the job is over. */
  tidyUp: (file: { jobId: string; runAttempt: number; keep: string | null }) => Promise<void>;
};

const FINAL: readonly string[] = ['complete', 'fail', 'cancel'];

/** Writes one change of the ExecutionLog; a second run has the same outcome. */
export function createUpdateExecutionLog({ runLog, limits, findSignalIdentity, tidyUp }: Deps) {
  return async function updateExecutionLog(ref: RunReference, change: LogChange): Promise<LogAnswer> {
    const run = currentRun(ref);
    const row = await runLog.change(
      run,
      await toRunChange(run, change),
      Context.current().cancellationSignal,
    );
    if (row.outcome !== 'written') return row;
    if (FINAL.includes(change.kind)) {
      await tidyUp({ jobId: run.jobId, runAttempt: run.runAttempt, keep: row.fileStorageId });
    }
    const { outcome, state, hold, recordCount } = row;
    return { outcome, state, hold, recordCount, limits };
  };

  async function toRunChange(run: RunFence, change: LogChange): Promise<RunChange> {
    if (!('by' in change) && !('signal' in change)) return change;
    const by =
      'by' in change
        ? change.by
        : await findSignalIdentity(run, { name: change.signal, ordinal: change.ordinal });
    return change.kind === 'comment'
      ? { kind: 'comment', by, text: change.text }
      : { kind: change.kind, by, reason: change.reason };
  }
}
