import type { Client } from '@temporalio/client';

type Asking = { client: Client; signal: AbortSignal };

/**
 * Asks Temporal until the signal aborts, and no longer: between two tries of a call that failed the client does not hear an
 * abort. Throws what the client throws, or that the answer did not come in time.
 */
export function askTemporal<T>({ client, signal }: Asking, ask: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = () => {
      reject(new Error('Temporal did not answer in time.', { cause: signal.reason }));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    client
      .withAbortSignal(signal, ask)
      .then(resolve, reject)
      .finally(() => {
        signal.removeEventListener('abort', stop);
      });
  });
}
