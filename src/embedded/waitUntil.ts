import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until the answer is not undefined. Throws, naming what was waited for and the last error,
 * when the time is over; throws the signal's reason when it aborts.
 */
export async function waitUntil<T>(wait: {
  what: string;
  timeoutMs: number;
  intervalMs?: number;
  signal: AbortSignal;
  ask: () => Promise<T | undefined> | T | undefined;
}): Promise<T> {
  const deadline = Date.now() + wait.timeoutMs;
  let lastError: unknown;
  for (;;) {
    wait.signal.throwIfAborted();
    try {
      const answer = await wait.ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      if (error instanceof StopWaiting) throw error;
      lastError = error;
    }
    if (Date.now() > deadline) {
      throw new Error(`Waited ${Math.round(wait.timeoutMs / 1000)} s for ${wait.what}, in vain.`, {
        cause: lastError,
      });
    }
    // An abort is thrown, with its own reason, at the top.
    await sleep(wait.intervalMs ?? 50, undefined, { signal: wait.signal }).catch(() => undefined);
  }
}

/** Thrown by `ask` where waiting longer cannot help. */
export class StopWaiting extends Error {}
