import { DefaultLogger, type LogEntry, Runtime } from '@temporalio/worker';

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error';
type Log = Record<Level, (fields: object, message: string) => void>;

const LEVELS: Readonly<Record<LogEntry['level'], Level>> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};

/** What our own interceptor says already of each failed step, with the job's id and without a driver's text. */
const SAID_ELSEWHERE: readonly string[] = ['Activity failed', 'Workflow failed'];

/** Sends what Temporal's runtime has to say into our own log; call it once, before anything else touches the runtime. */
export function bridgeTemporalLogs(log: Log): void {
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      if (!SAID_ELSEWHERE.includes(message)) log[LEVELS[level]]({ temporal: meta }, message);
    }),
    telemetryOptions: { logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } } },
  });
}
