import { DatabaseError } from 'pg';

import { AppError } from '../domain/errors.ts';

/** SQLSTATE classes and codes with which PostgreSQL says "not now": connection, log-in, resources, operator, lock and time limits. */
const NOT_NOW = /^(08|28|3D000|53|57|55P03|25P03|40|58)/;

/**
 * Translates what a driver threw by its code, never by its text; the cause stays inside the process. Only the server's own
 * errors have a SQLSTATE: codes of the system, EPIPE for one, may look like it, and mean that the connection is gone.
 */
export function toDatabaseError(error: unknown): unknown {
  if (error instanceof AppError || (error instanceof Error && error.name === 'AbortError')) return error;
  const sqlState = error instanceof DatabaseError ? error.code : undefined;
  const isAway = sqlState === undefined || NOT_NOW.test(sqlState);
  return new AppError(isAway ? 'DATABASE_UNAVAILABLE' : 'INTERNAL', { cause: error });
}

/** Waits for the database as long as the signal allows; past that, DATABASE_UNAVAILABLE. */
export async function ask<T>(signal: AbortSignal, work: () => PromiseLike<T>): Promise<T> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(new AppError('DATABASE_UNAVAILABLE', { cause: signal.reason }));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } catch (error) {
    throw toDatabaseError(error);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}
