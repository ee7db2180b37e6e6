import { Context } from '@temporalio/activity';

const INTERVAL_MS = 1_000;

/** Counts only: heartbeats are kept in Temporal. */
export type Beat = { rows: number; totalRows: number | null };

export type Heartbeat = {
  set(beat: Beat): void;
  /** Leaves the next try what it has to know, and beats no more. */
  stop(conflicts: number): void;
};

/** Beats from now on until it is stopped, with what was set last; a cancellation arrives only in answer to a beat. */
export function startHeartbeat(conflictsBefore: number): Heartbeat {
  const context = Context.current();
  let last: Beat & { conflicts: number } = { rows: 0, totalRows: null, conflicts: conflictsBefore };
  const beat = (): void => {
    context.heartbeat(last);
  };
  beat();
  const timer = setInterval(beat, INTERVAL_MS);
  return {
    set(next) {
      last = { ...last, ...next };
    },
    stop(conflicts) {
      clearInterval(timer);
      if (conflicts === last.conflicts) return;
      last = { ...last, conflicts };
      beat();
    },
  };
}
