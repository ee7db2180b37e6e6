import { Context } from '@temporalio/activity';

const INTERVAL_MS = 1_000;

/** Counts only: heartbeats are kept in Temporal. */
export type Beat = { rows: number; totalRows: number | null };

export type Heartbeat = { set(beat: Beat): void; stop(): void };

/** Beats from now on until it is stopped, with what was set last; a cancellation arrives only in answer to a beat. */
export function startHeartbeat(): Heartbeat {
  const context = Context.current();
  let last: Beat = { rows: 0, totalRows: null };
  const beat = (): void => {
    context.heartbeat(last);
  };
  beat();
  const timer = setInterval(beat, INTERVAL_MS);
  return {
    set(next) {
      last = next;
    },
    stop() {
      clearInterval(timer);
    },
  };
}
