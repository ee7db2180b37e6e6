import type { Middleware } from 'koa';

import { AppError, ERRORS, type ErrorCode } from '../domain/errors.ts';
import type { RequestContext, RequestState } from './requestState.ts';

const RETRY_AFTER_S = 5;

/** The one place where an error becomes an answer: AppError by its table, http-errors by shape, anything else as 500. */
export function errorHandler(): Middleware<RequestState> {
  return async (ctx, next) => {
    try {
      await next();
    } catch (failure) {
      ctx.state.failure = failure;
      if (ctx.headerSent) ctx.res.destroy();
      else answer(ctx, toAppError(failure));
    }
  };
}

/** The status and body that an error is answered with; nothing of a driver or a stack. */
export function toErrorAnswer(error: AppError): { status: number; body: object } {
  const { status, errorCode, message } = ERRORS[error.code];
  const errorData = { errorCode, errorMessage: message, details: error.details ?? null };
  return { status, body: { status: 'error', result: null, errorData } };
}

function answer(ctx: RequestContext, error: AppError): void {
  const { status, body } = toErrorAnswer(error);
  for (const name of ['Content-Disposition', 'Content-Type', 'Content-Length']) ctx.remove(name);
  ctx.status = status;
  ctx.body = body;
  if (status === 503) ctx.set('Retry-After', String(RETRY_AFTER_S));
  if (status === 401) ctx.set('WWW-Authenticate', toChallenge(error));
  if (error.allow !== undefined) ctx.set('Allow', error.allow.join(', '));
  // RFC 9110, 15.5.17.
  if (error.sizeBytes !== undefined) {
    ctx.set({ 'Accept-Ranges': 'bytes', 'Content-Range': `bytes */${error.sizeBytes}` });
  }
}

/** RFC 6750, 3: a request without any token is told the scheme alone. */
function toChallenge({ challenge }: AppError): string {
  const scheme = 'Bearer realm="ec-reporting-svc"';
  return challenge === undefined ? scheme : `${scheme}, error="${challenge}"`;
}

const CODES_BY_STATUS: Readonly<Partial<Record<number, ErrorCode>>> = {
  401: 'UNAUTHORIZED',
  404: 'PATH_NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  413: 'BODY_TOO_LARGE',
  415: 'MEDIA_TYPE',
};

/** What a failure is answered as. */
export function toAppError(failure: unknown): AppError {
  if (failure instanceof AppError) return failure;
  if (!(failure instanceof Error) || !('status' in failure) || typeof failure.status !== 'number') {
    return new AppError('INTERNAL', { cause: failure });
  }
  const isCallersFault = failure.status >= 400 && failure.status < 500;
  const code = CODES_BY_STATUS[failure.status] ?? (isCallersFault ? 'BODY_SHAPE' : 'INTERNAL');
  return new AppError(code, { cause: failure });
}
