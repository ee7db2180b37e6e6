import type { RunFence, RunLog } from '../src/jobs/ports.ts';
import type { Heartbeat } from './startHeartbeat.ts';
import type { PartProgress } from './writePart.ts';

export type ReportProgress = (run: RunFence, progress: PartProgress & { tryNumber: number }) => Promise<void>;

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
};

export type ProgressTeller = {
  /** At once; what comes while the ExecutionLog is being told of something older waits, and only the latest of it is told. */
  tell: (progress: PartProgress) => void;
  /** Resolves once the ExecutionLog was told of the last. */
  finish(signal: AbortSignal): Promise<void>;
  /** Tells nothing more. */
  stop(): void;
};

/** Tells heartbeat, ExecutionLog and run of the rows written. A render that cannot tell goes on. */
export function createProgressTeller(
  { runLog, reportProgress }: ProgressDeps,
  { run, claim: { tryNumber }, heartbeat, mostSignals }: Render,
): ProgressTeller {
  const stopped = new AbortController();
  let latest: PartProgress | undefined;
  let noting: Promise<void> | undefined;

  async function note(): Promise<void> {
    while (latest !== undefined && !stopped.signal.aborted) {
      const progress = latest;
      latest = undefined;
      await runLog.noteProgress(run, tryNumber, progress, stopped.signal).catch(ignore);
    }
    noting = undefined;
  }

  let reports = 0;
  let reported = 0;
  let isReporting = false;

  const isWorthReport = ({ rows, totalRows }: PartProgress): boolean =>
    !isReporting &&
    reports < mostSignals &&
    rows < totalRows &&
    rows > reported &&
    rows - reported >= totalRows / mostSignals;

  function report({ rows, totalRows }: PartProgress): void {
    if (reportProgress === undefined || !isWorthReport({ rows, totalRows })) return;
    reports += 1;
    reported = rows;
    isReporting = true;
    // Not waited for: where Temporal does not answer, the render goes on.
    void reportProgress(run, { rows, totalRows, tryNumber })
      .catch(ignore)
      .finally(() => {
        isReporting = false;
      });
  }

  return {
    tell(progress) {
      heartbeat.set(progress);
      latest = progress;
      noting ??= note();
      report(progress);
    },
    async finish(signal) {
      const stop = () => {
        stopped.abort();
      };
      signal.addEventListener('abort', stop, { once: true });
      await noting;
      signal.removeEventListener('abort', stop);
    },
    stop() {
      stopped.abort();
    },
  };
}

function ignore(): void {
  // Progress is a courtesy.
}
