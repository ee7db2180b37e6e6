import type { RunFence, RunLog } from '../src/jobs/ports.ts';
import type { Heartbeat } from './startHeartbeat.ts';

/** A run takes 50 signals at most: half of them for an activity's first try, and half of what is left for each that follows. */
const FIRST_TRY_REPORTS = 25;

export type ReportProgress = (
  run: RunFence,
  progress: { rows: number; totalRows: number; tryNumber: number },
) => Promise<void>;

export type ProgressDeps = {
  runLog: Pick<RunLog, 'noteProgress'>;
  /** Tells the run how far it is, at most 50 times. */
  reportProgress?: ReportProgress;
};

type Render = {
  run: RunFence;
  claim: { tryNumber: number };
  heartbeat: Heartbeat;
  activityTry: number;
  totalRows: number;
};

/** Tells heartbeat, ExecutionLog and run of the rows written. A render that cannot tell goes on. */
export function createProgressTeller(
  { runLog, reportProgress }: ProgressDeps,
  { run, claim: { tryNumber }, heartbeat, activityTry, totalRows }: Render,
): (rows: number, signal: AbortSignal) => Promise<void> {
  const mostReports = Math.floor(FIRST_TRY_REPORTS / 2 ** (activityTry - 1));
  let reports = 0;
  let reported = 0;
  let isReporting = false;

  const isWorthReport = (rows: number): boolean =>
    !isReporting &&
    reports < mostReports &&
    rows < totalRows &&
    rows > reported &&
    rows - reported >= totalRows / mostReports;

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
