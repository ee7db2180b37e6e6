import { readLogEnd } from './readLogEnd.ts';
import type { RunningProcess } from './startProcess.ts';
import { StopWaiting, waitUntil } from './waitUntil.ts';

const READY_TIMEOUT_MS = 60_000;

/** Waits for `/health/ready` of the API or a worker; else shows the end of its log. */
export async function waitUntilReady(
  part: { process: RunningProcess; port: number },
  signal: AbortSignal,
): Promise<void> {
  const { name, logFile } = part.process;
  try {
    await waitUntil({
      what: `the ${name} to be ready`,
      timeoutMs: READY_TIMEOUT_MS,
      intervalMs: 100,
      signal,
      ask: async () => {
        if (part.process.hasExited()) {
          throw new StopWaiting(`The ${name} ended at once (${await part.process.exited}).`);
        }
        const response = await fetch(`http://127.0.0.1:${part.port}/health/ready`, {
          signal: AbortSignal.timeout(5_000),
        });
        await response.body?.cancel();
        return response.ok ? true : undefined;
      },
    });
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : `The ${name} did not get ready.`;
    throw new Error(`${reason} The end of ${logFile}:\n${await readLogEnd(logFile)}`, { cause: error });
  }
}
