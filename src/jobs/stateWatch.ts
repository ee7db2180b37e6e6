import type { Job } from '../domain/job.ts';
import type { OperatorLog } from './ports.ts';

export type StateWatch = {
  /** Resolves once the job's state is another one, the signal fires, or the watch is stopped. */
  untilChanged(job: Pick<Job, 'id' | 'state'>, signal: AbortSignal): Promise<void>;
  /** Lets everybody go, for good. */
  stop(): void;
};

type Waiter = { job: Pick<Job, 'id' | 'state'>; leave: () => void };

const LOOK_MS = 5_000;

/** Looks at all jobs that anybody waits for with one query at a time, so that waiting holds no connection. */
export function createStateWatch(
  { findStates }: Pick<OperatorLog, 'findStates'>,
  { intervalMs }: { intervalMs: number },
): StateWatch {
  const waiters = new Set<Waiter>();
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;
  let isStopped = false;

  const schedule = () => {
    if (waiters.size > 0 && !isLooking) timer ??= setTimeout(() => void look(), intervalMs);
  };

  const look = async () => {
    timer = undefined;
    isLooking = true;
    const present = [...waiters];
    try {
      const ids = [...new Set(present.map(({ job }) => job.id))];
      const states = await findStates(ids, AbortSignal.timeout(LOOK_MS));
      for (const { job, leave } of present) if (states.get(job.id) !== job.state) leave();
    } catch {
      // A database that is away may be back before the wait is over.
    } finally {
      isLooking = false;
      schedule();
    }
  };

  return {
    untilChanged: (job, signal) =>
      new Promise((resolve) => {
        const leave = () => {
          waiters.delete(waiter);
          signal.removeEventListener('abort', leave);
          if (waiters.size === 0) {
            clearTimeout(timer);
            timer = undefined;
          }
          resolve();
        };
        const waiter = { job, leave };
        waiters.add(waiter);
        signal.addEventListener('abort', leave);
        if (isStopped || signal.aborted) leave();
        else schedule();
      }),
    stop: () => {
      isStopped = true;
      for (const { leave } of [...waiters]) leave();
    },
  };
}
