import { destination, pino, type Logger } from 'pino';

/**
 * Lines are written together, at the latest after this time, so that no call waits for the log. What a process that is
 * killed had to say in its last moment is lost; one that ends writes everything first.
 */
const GATHER = { minLength: 4_096, periodicFlush: 100 };

/** JSON lines with UTC times; what could carry a token, a row or a driver's text is taken out. */
export function createLogger(options: { level: string; process: string }): Logger {
  const lines = destination({ sync: false, ...GATHER });
  return pino(
    {
      level: options.level,
      base: { process: options.process },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError },
      redact: {
        paths: ['authorization', '*.authorization', 'req.headers.authorization', 'headers.authorization'],
        remove: true,
      },
    },
    lines,
  );
}

const MOST_CAUSES = 5;

/** Name, code and place of an error and its causes: a message may quote a row, so it stays out. */
function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    ...('code' in error &&
      (typeof error.code === 'string' || typeof error.code === 'number') && { code: error.code }),
    at: places.slice(0, 6).map((line) => line.trim()),
    ...(error.cause !== undefined && depth < MOST_CAUSES && { cause: describeError(error.cause, depth + 1) }),
  };
}
