import { setTimeout as sleep } from 'node:timers/promises';

import type { RunningProcess } from './startProcess.ts';

export type StartedPart = { process: RunningProcess; stop: () => Promise<void> };

/** One of the processes that make up the product; `start` is called again after a death. */
export type Part<Started extends StartedPart = StartedPart> = {
  name: string;
  start: (signal: AbortSignal) => Promise<Started>;
};

export type KeptPart = {
  /** Ends it and starts it anew, at once. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
};

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5_000;
/** Whoever lived this long is started again without delay. */
const HEALTHY_MS = 10_000;

/**
 * Watches a started part and starts it again whenever its process ends; one that is only stopped (SIGSTOP) has not
 * ended. With `onDeath` nothing is started again: the caller is told.
 */
export function keepRunning(
  part: Part,
  started: StartedPart,
  options: { tell: (line: string) => void; onDeath?: (error: Error) => void },
): KeptPart {
  const ending = new AbortController();
  let current = started;
  let wanted = false;
  let hurry = new AbortController();
  let delayMs = 0;

  async function watch(): Promise<void> {
    for (;;) {
      const since = Date.now();
      const how = await current.process.exited;
      if (ending.signal.aborted) return;
      if (options.onDeath !== undefined) {
        options.onDeath(new Error(`${part.name} ended (${how}); its log is ${current.process.logFile}.`));
        return;
      }
      const livedMs = Date.now() - since;
      delayMs =
        wanted || livedMs > HEALTHY_MS
          ? 0
          : Math.min(LONGEST_DELAY_MS, Math.max(FIRST_DELAY_MS, delayMs * 2));
      if (!wanted) options.tell(`${part.name} ended (${how}). It is started again.`);
      wanted = false;
      if (!(await startAgain())) return;
    }
  }

  /** False where the whole is ending. */
  async function startAgain(): Promise<boolean> {
    for (;;) {
      hurry = new AbortController();
      await sleep(delayMs, undefined, { signal: AbortSignal.any([hurry.signal, ending.signal]) }).catch(
        () => undefined,
      );
      if (ending.signal.aborted) return false;
      try {
        current = await part.start(ending.signal);
        return true;
      } catch (error) {
        // The signal may have come while the start was under way.
        if (isAborted(ending.signal)) return false;
        options.tell(error instanceof Error ? error.message : `${part.name} could not be started.`);
        delayMs = LONGEST_DELAY_MS;
      }
    }
  }

  const watching = watch();
  return {
    restart: async () => {
      hurry.abort();
      if (current.process.hasExited()) return;
      wanted = true;
      await current.stop();
    },
    stop: async () => {
      ending.abort();
      await current.stop();
      await watching;
      // A start that was under way may have come to its end meanwhile.
      await current.stop();
    },
  };
}

function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
