import { randomUUID } from 'node:crypto';
import type { Middleware } from 'koa';

import { AppError, ERRORS } from '../domain/errors.ts';
import type { Log, RequestState } from './requestState.ts';

const SAFE_REQUEST_ID = /^[\w.:-]{1,128}$/;

/** Gives the request its id and writes its one log line once the answer is out or the client is gone. */
export function requestLog(log: Log): Middleware<RequestState> {
  return async (ctx, next) => {
    const startedAt = performance.now();
    const sent = ctx.get('x-request-id');
    const requestId = SAFE_REQUEST_ID.test(sent) ? sent : randomUUID();
    ctx.state.requestId = requestId;
    ctx.state.fields = {};
    ctx.set('X-Request-Id', requestId);
    ctx.res.once('close', () => {
      const { fields, failure } = ctx.state;
      const isAborted = !ctx.res.writableFinished;
      const line = {
        requestId,
        method: ctx.method,
        path: ctx.path,
        status: ctx.res.statusCode,
        durationMs: Math.round(performance.now() - startedAt),
        ...fields,
        ...(isAborted && { aborted: true }),
        ...(failure !== undefined && describeFailure(failure)),
      };
      log[isServerFailure(failure, isAborted) ? 'error' : 'info'](line, 'request');
    });
    await next();
  };
}

function isServerFailure(failure: unknown, isAborted: boolean): boolean {
  if (failure === undefined) return false;
  if (failure instanceof AppError) return ERRORS[failure.code].status >= 500;
  // What a vanished client breaks off ends with an abort, which is nobody's fault.
  return !(isAborted && failure instanceof Error && failure.name === 'AbortError');
}

function describeFailure(failure: unknown): object {
  const code = failure instanceof AppError ? failure.code : 'INTERNAL';
  if (failure instanceof AppError && ERRORS[failure.code].status < 500) return { code };
  return { code, error: describeChain(failure) };
}

/**
 * Names, codes and places of an error and its causes. Messages stay out, because a driver's may hold row values; those
 * of a slip in our own code cannot.
 */
function describeChain(failure: unknown): object[] {
  const chain: object[] = [];
  for (let error = failure; error instanceof Error && chain.length < 5; error = error.cause) {
    const isSlip = error instanceof TypeError || error instanceof ReferenceError;
    chain.push({
      name: error.name,
      ...('code' in error && typeof error.code === 'string' && { code: error.code }),
      ...(isSlip && { message: error.message }),
      at:
        error.stack
          ?.split('\n')
          .filter((frame) => frame.startsWith('    at '))
          .slice(0, 8) ?? [],
    });
  }
  return chain;
}
