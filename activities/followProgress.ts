import { setTimeout } from 'node:timers/promises';

type Following = {
  intervalMs: number;
  countRows: () => Promise<number>;
  /** The first call comes at once, with nothing written yet. */
  tell: (rows: number) => void;
};

/** Tells at an even pace how many rows are written, never fewer than before, until it is stopped or cannot count any more. */
export function followProgress({ intervalMs, countRows, tell }: Following): { stop(): void } {
  const stopped = new AbortController();
  const { signal } = stopped;
  const follow = async (): Promise<void> => {
    let rows = 0;
    for (;;) {
      tell(rows);
      await setTimeout(intervalMs, undefined, { signal });
      rows = Math.max(rows, await countRows());
      signal.throwIfAborted();
    }
  };
  follow().catch(() => undefined);
  return {
    stop() {
      stopped.abort();
    },
  };
}
