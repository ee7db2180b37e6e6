import { pino, type Logger } from 'pino';

/** JSON lines with UTC times; what could carry a token or a row is taken out. */
export function createLogger(options: { level: string; process: string }): Logger {
  return pino({
    level: options.level,
    base: { process: options.process },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['authorization', '*.authorization', 'req.headers.authorization', 'headers.authorization'],
      remove: true,
    },
  });
}
