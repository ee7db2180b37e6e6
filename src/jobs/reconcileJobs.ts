import type { Id } from '../domain/id.ts';
import type { Job } from '../domain/job.ts';
import { decideReconciliation } from '../domain/reconciliation.ts';
import type { ExecutionLog, ReportStarter } from './ports.ts';
import { startRun } from './startRun.ts';
import type { TidyUpJob } from './tidyUpJob.ts';
import type { TidyRowSpool } from './tidyRowSpool.ts';

export type Reconciled = { looked: number; started: number; failed: number };

/** Repeats starts that got lost and closes rows whose run is closed; any number of these may run at once. */
export type ReconcileJobs = (signal: AbortSignal) => Promise<Reconciled>;

type Log = { warn(fields: object, message: string): void };

type Deps = {
  executionLog: ExecutionLog;
  starter: ReportStarter;
  untouchedMs: number;
  /** Removes what a run that was closed could not remove itself. */
  tidyUp: TidyUpJob;
  /** Removes the rows of direct reports that nobody can ask for any more. */
  tidySpool: TidyRowSpool;
  log: Log;
};

const PAGE = 100;
const GONE = 'The run was lost by Temporal and begins anew.';

export function createReconcileJobs({
  executionLog,
  starter,
  untouchedMs,
  tidyUp,
  tidySpool,
  log,
}: Deps): ReconcileJobs {
  return async function reconcileJobs(signal) {
    const reconciled: Reconciled = { looked: 0, started: 0, failed: 0 };
    const before = new Date(Date.now() - untouchedMs);
    let after: Id = '';
    for (;;) {
      const jobs = await executionLog.listUntouched({ before, after, limit: PAGE }, signal);
      for (const job of jobs) {
        reconciled.looked += 1;
        const done = await reconcile(job, signal).catch((error: unknown) => {
          signal.throwIfAborted();
          // Of this row alone: those behind it are looked at all the same.
          log.warn({ jobId: job.id, err: error }, 'a job could not be reconciled');
        });
        if (done !== undefined) reconciled[done] += 1;
      }
      const last = jobs.at(-1);
      if (last === undefined) break;
      after = last.id;
    }
    await tidySpool(signal);
    return reconciled;
  };

  async function reconcile(job: Job, signal: AbortSignal): Promise<'started' | 'failed' | undefined> {
    const decision = decideReconciliation(job, await starter.observe(job, signal));
    switch (decision.do) {
      case 'nothing':
        return undefined;
      case 'fail': {
        const reason = `The run was closed before the report was done: ${decision.closedAs}`;
        const closed = await executionLog.closeLostRun(job, reason, signal);
        if (closed === undefined) return undefined;
        const { id: jobId, tenantId, runAttempt, fileStorageId } = closed;
        await tidyUp({ tenantId, jobId, runAttempt, fileStorageId }, signal);
        return 'failed';
      }
      case 'startAgain':
        return await start(job, signal);
      case 'newAttempt': {
        const next = await executionLog.beginAttempt(toAttempt(job, decision.hold), signal);
        return next?.state === 'QUEUED' ? await start(next, signal) : undefined;
      }
    }
  }

  async function start(job: Job, signal: AbortSignal): Promise<'started' | undefined> {
    return (await startRun(starter, job, signal)) === 'confirmed' ? 'started' : undefined;
  }
}

function toAttempt(job: Job, hold: boolean) {
  return {
    fence: job,
    hold,
    actor: 'reconciliation',
    reason: GONE,
    ...{ requestId: null, userId: null, requested: null, searchSpec: null, report: null, format: null },
  };
}
