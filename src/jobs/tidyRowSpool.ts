import { isActive, type Job } from '../domain/job.ts';
import type { ExecutionLog, RowSpool } from './ports.ts';

/** Removes spooled tables that nobody can ask for any more; any number of these may run at once. */
export type TidyRowSpool = (signal: AbortSignal) => Promise<void>;

type Deps = {
  executionLog: Pick<ExecutionLog, 'listById'>;
  spool: Pick<RowSpool, 'list' | 'remove'>;
  /** How long after its end a job that FAILED or was CANCELLED may be run again. */
  keepMs: number;
};

const PAGE = 500;
/** A table stands before its job's row does; a request is over long before. */
const UNKNOWN_FOR_MS = 60 * 60 * 1000;

export function createTidyRowSpool({ executionLog, spool, keepMs }: Deps): TidyRowSpool {
  return async function tidyRowSpool(signal) {
    const spooled = await spool.list();
    for (let from = 0; from < spooled.length; from += PAGE) {
      const page = spooled.slice(from, from + PAGE);
      const jobs = await executionLog.listById(
        page.map(({ spoolId }) => spoolId),
        signal,
      );
      const byId = new Map(jobs.map((job) => [job.id, job]));
      for (const { spoolId, writtenAt } of page) {
        if (isNeeded(byId.get(spoolId), { writtenAt, keepMs })) continue;
        await spool.remove(spoolId);
      }
    }
  };
}

function isNeeded(job: Job | undefined, { writtenAt, keepMs }: { writtenAt: Date; keepMs: number }): boolean {
  if (job === undefined) return isYounger(writtenAt, UNKNOWN_FOR_MS);
  if (isActive(job.state)) return true;
  const mayRunAgain = job.state === 'FAILED' || job.state === 'CANCELLED';
  return mayRunAgain && isYounger(job.endedAt ?? writtenAt, keepMs);
}

function isYounger(time: Date, ageMs: number): boolean {
  return Date.now() - time.getTime() < ageMs;
}
