import { Context } from '@temporalio/activity';

import type { Late, RunChange, RunFence, RunLog, RunRow, Superseded } from '../src/jobs/ports.ts';
import { currentRun, type RunReference } from './runFence.ts';

/** What the run was told, to be looked up in its history: the n-th signal of a name, or Temporal's own cancellation. */
type Told = { signal: string; ordinal: number } | { request: 'cancel' };

/** A name that an operator's word carried, or where to find it. */
type Speaker = { by: string } | Told;

export type LogChange =
  | { kind: 'claim' | 'complete' }
  | { kind: 'fail'; reason: string; isFileLost?: boolean }
  | ({ kind: 'pause' | 'resume' | 'cancel'; reason: string | null } & Speaker)
  | ({ kind: 'comment'; text: string } & Speaker);

/** Settings of the worker that a run keeps from its claim on; times in milliseconds. */
export type StepLimits = {
  renderTaskQueue: string;
  retryTotalMs: number;
  renderTimeoutMs: number;
  heartbeatTimeoutMs: number;
};

export type LogAnswer =
  (Omit<RunRow, 'fileStorageId' | 'stateChanged'> & { limits: StepLimits }) | Late | Superseded;

type Deps = {
  runLog: Pick<RunLog, 'change'>;
  limits: StepLimits;
  /** Who it was, and what Temporal was given as the reason of a cancellation. */
  findSpeaker: (run: RunFence, told: Told) => Promise<{ by: string; reason: string | null }>;
  /** Removes what tries and attempts have left, once the job is over. */
  tidyUp: (job: FinishedJob, signal: AbortSignal) => Promise<void>;
};

type FinishedJob = Pick<RunFence, 'tenantId' | 'jobId' | 'runAttempt'> & Pick<RunRow, 'fileStorageId'>;

const FINAL: readonly string[] = ['complete', 'fail', 'cancel'];

/** Writes one change of the ExecutionLog; a second run has the same outcome. */
export function createUpdateExecutionLog({ runLog, limits, findSpeaker, tidyUp }: Deps) {
  return async function updateExecutionLog(ref: RunReference, change: LogChange): Promise<LogAnswer> {
    const run = currentRun(ref);
    const signal = Context.current().cancellationSignal;
    const row = await runLog.change(run, await toRunChange(run, change), signal);
    if (row.outcome !== 'written') return row;
    if (FINAL.includes(change.kind)) {
      const { tenantId, jobId, runAttempt } = run;
      await tidyUp({ tenantId, jobId, runAttempt, fileStorageId: row.fileStorageId }, signal);
    }
    const { outcome, state, hold, recordCount } = row;
    return { outcome, state, hold, recordCount, limits };
  };

  async function toRunChange(run: RunFence, change: LogChange): Promise<RunChange> {
    if (!('by' in change) && !('signal' in change) && !('request' in change)) return change;
    const { by, reason } = 'by' in change ? { by: change.by, reason: null } : await findSpeaker(run, change);
    return change.kind === 'comment'
      ? { kind: 'comment', by, text: change.text }
      : { kind: change.kind, by, reason: change.reason ?? reason };
  }
}
