import type { RunFence, RunLog } from '../src/jobs/ports.ts';
import type { Heartbeat } from './startHeartbeat.ts';

export type ReportProgress = (
  run: RunFence,
  progress: { rows: number; totalRows: number; tryNumber: number },
) => Promise<void>;

export type ProgressDeps = {
  runLog: Pick<RunLog, 'noteProgress'>;
  /** Tells the run how far it is. */
  reportProgress?: ReportProgress;
};

type Render = {
  run: RunFence;
  claim: { tryNumber: number };
  heartbeat: Heartbeat;
  /** How often the run may be told. */
  mostSignals: number;
  totalRows: number;
};

/** Tells heartbeat, ExecutionLog and run of the rows written. A render that cannot tell goes on. */
export function createProgressTeller(
  { runLog, reportProgress }: ProgressDeps,
  { run, claim: { tryNumber }, heartbeat, mostSignals, totalRows }: Render,
): (rows: number, signal: AbortSignal) => Promise<void> {
  let reports = 0;
  let reported = 0;
  let isReporting = false;

  const isWorthReport = (rows: number): boolean =>
    !isReporting &&
    reports < mostSignals &&
    rows < totalRows &&
    rows > reported &&
    rows - reported >= totalRows / mostSignals;

  return async (rows, signal) => {
    heartbeat.set({ rows, totalRows });
    await runLog.noteProgress(run, tryNumber, { rows, totalRows }, signal).catch(ignore);
    if (reportProgress === undefined || !isWorthReport(rows)) return;
    reports += 1;
    reported = rows;
    isReporting = true;
    // Not waited for: where Temporal does not answer, the render goes on.
    void reportProgress(run, { rows, totalRows, tryNumber })
      .catch(ignore)
      .finally(() => {
        isReporting = false;
      });
  };
}

function ignore(): void {
  // Progress is a courtesy.
}
