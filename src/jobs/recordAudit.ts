import type { AuditEvent } from '../domain/auditEvent.ts';
import { AppError } from '../domain/errors.ts';
import type { AuditTrail } from './ports.ts';

type Log = { error(fields: object, message: string): void };

export type AuditRecorder = {
  /** Resolves once the event is committed; throws AUDIT_UNAVAILABLE where that cannot be said in time. */
  record(event: AuditEvent): Promise<void>;
  /** Has the event written soon, with those that come shortly after it, and again until it is. */
  recordSoon(event: AuditEvent): void;
  /** Throws AUDIT_UNAVAILABLE where so many events wait that no further call can be accounted for. */
  checkRoom(): void;
  /** Resolves when no event waits, or after the given time; how many were lost. */
  drain(timeoutMs: number): Promise<number>;
};

type Options = { timeoutMs: number; retryMs?: number; mostWaiting?: number; gatherMs?: number };

type Waiting = { event: AuditEvent; settle: ((failure?: AppError) => void) | undefined };

const MOST_IN_BATCH = 500;
/** So long a call that is answered already waits for others, so that its event does not compete with the next call. */
const GATHER_MS = 100;

/**
 * Events are committed in batches, one batch at a time: whatever comes while one is under way goes with the next, so that
 * a thousand readings cost a few commits, and who waits for its own waits for no more than one.
 */
export function createAuditRecorder(
  deps: { auditTrail: Pick<AuditTrail, 'append'>; log: Log },
  { timeoutMs, retryMs = 1_000, mostWaiting = 10_000, gatherMs = GATHER_MS }: Options,
): AuditRecorder {
  const waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;
  let batchSize = MOST_IN_BATCH;
  let isFailing = false;

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, batchSize);
      try {
        await deps.auditTrail.append(
          batch.map(({ event }) => event),
          AbortSignal.timeout(timeoutMs),
        );
        batchSize = MOST_IN_BATCH;
        isFailing = false;
        for (const { settle } of batch) settle?.();
      } catch (cause) {
        await takeBack(batch, cause);
      }
    }
    writing = undefined;
  };

  const takeBack = async (batch: Waiting[], cause: unknown): Promise<void> => {
    if (cause instanceof AppError && cause.code === 'INTERNAL') putAside(batch, cause);
    else await tryLater(batch, cause);
  };

  /** The database answers, but does not take one of the events: it must not hold up the others. */
  const putAside = (batch: Waiting[], cause: unknown) => {
    const [alone, ...others] = batch;
    if (others.length > 0) {
      batchSize = 1;
      waiting.unshift(...batch);
    } else if (alone !== undefined) {
      const { requestId, action } = alone.event;
      deps.log.error({ err: cause, requestId, action }, 'an audit event cannot be kept');
      alone.settle?.(new AppError('AUDIT_UNAVAILABLE', { cause }));
    }
  };

  /** Whoever waits is told at once, so that a database that is away holds nobody; the rest is tried until it is written. */
  const tryLater = async (batch: Waiting[], cause: unknown): Promise<void> => {
    if (!isFailing) deps.log.error({ err: cause }, 'audit events cannot be written');
    isFailing = true;
    const failure = new AppError('AUDIT_UNAVAILABLE', { cause });
    const all = [...batch, ...waiting.splice(0)];
    for (const { settle } of all) settle?.(failure);
    waiting.push(...all.filter(({ settle }) => settle === undefined));
    await pause(retryMs);
  };

  let gathering: NodeJS.Timeout | undefined;

  const begin = () => {
    clearTimeout(gathering);
    gathering = undefined;
    // What was gathered may have gone with an event that somebody waited for.
    if (waiting.length > 0) writing ??= write();
  };

  return {
    record: (event) =>
      new Promise((resolve, reject) => {
        waiting.push({
          event,
          settle: (failure) => {
            if (failure === undefined) resolve();
            else reject(failure);
          },
        });
        begin();
      }),
    recordSoon: (event) => {
      waiting.push({ event, settle: undefined });
      if (gatherMs === 0) begin();
      else gathering ??= setTimeout(begin, gatherMs);
    },
    checkRoom: () => {
      if (waiting.length >= mostWaiting) throw new AppError('AUDIT_UNAVAILABLE');
    },
    drain: async (drainMs) => {
      begin();
      await Promise.race([writing, pause(drainMs)]);
      return waiting.length;
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
