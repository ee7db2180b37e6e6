import type { ServerResponse } from 'node:http';

import { AppError } from '../domain/errors.ts';

/** How long work may take to end after its signal fired, to say something better than "no answer". */
const GRACE_MS = 300;

/**
 * Runs the work of one request. Its signal fires at the deadline, or when the client goes away before the answer. Throws
 * what the work throws where that is an AppError, else DATABASE_UNAVAILABLE once the deadline has passed.
 */
export async function withDeadline<T>(
  request: { res: ServerResponse; deadlineMs: number },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { res, deadlineMs } = request;
  const controller = new AbortController();
  const { signal } = controller;
  const leave = () => {
    controller.abort();
  };
  res.once('close', leave);
  const timers = [
    setTimeout(() => {
      controller.abort(
        new AppError('DATABASE_UNAVAILABLE', { details: `No answer within ${deadlineMs} ms.` }),
      );
    }, deadlineMs),
  ];
  const overdue = new Promise<never>((_resolve, reject) => {
    const giveUp = () =>
      timers.push(
        setTimeout(() => {
          reject(toError(signal.reason));
        }, GRACE_MS),
      );
    signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([work(signal), overdue]);
  } catch (error) {
    if (signal.aborted && !(error instanceof AppError)) throw toError(signal.reason);
    throw error;
  } finally {
    timers.forEach(clearTimeout);
    res.off('close', leave);
  }
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new AppError('INTERNAL', { cause: reason });
}
