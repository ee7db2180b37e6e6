import { AppError, ERRORS, type ErrorCode } from '../domain/errors.ts';

/** An error as it passes between threads: what they clone of one lacks its code, and its class. */
export type ThreadError = {
  appCode?: ErrorCode;
  details?: string;
  name: string;
  message: string;
  stack?: string;
  code?: string;
  cause?: ThreadError;
};

export function packError(error: unknown): ThreadError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack, cause } = error;
  const packed: ThreadError = { name, message };
  if (stack !== undefined) packed.stack = stack;
  if (cause !== undefined) packed.cause = packError(cause);
  if (error instanceof AppError) {
    packed.appCode = error.code;
    if (error.details !== undefined) packed.details = error.details;
  } else if ('code' in error && typeof error.code === 'string') packed.code = error.code;
  return packed;
}

export function unpackError(packed: ThreadError): Error {
  const { appCode, details, name, message, stack, code } = packed;
  const cause = packed.cause && unpackError(packed.cause);
  const options = cause === undefined ? {} : { cause };
  if (appCode !== undefined && appCode in ERRORS) {
    return new AppError(appCode, details === undefined ? options : { ...options, details });
  }
  return Object.assign(new Error(message, options), {
    name,
    ...(stack !== undefined && { stack }),
    ...(code !== undefined && { code }),
  });
}
