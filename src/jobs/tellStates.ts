import type { Job } from '../domain/job.ts';
import type { ExecutionLog, RunLog } from './ports.ts';

type Log = { info(fields: object, message: string): void };

/** The same ExecutionLog, with a line of the process's log for every change of a job's state. */
export function tellJobStates(executionLog: ExecutionLog, log: Log): ExecutionLog {
  const tell = (job: Job | undefined) => {
    if (job === undefined) return job;
    const { id: jobId, runAttempt, reportId, studyId, format, requestId, state } = job;
    log.info({ jobId, runAttempt, reportId, studyId, format, requestId, state }, 'job state');
    return job;
  };
  return {
    ...executionLog,
    register: async (newJob, signal) => tell(await executionLog.register(newJob, signal)),
    beginAttempt: async (change, signal) => tell(await executionLog.beginAttempt(change, signal)),
    closeLostRun: async (fence, reason, signal) =>
      tell(await executionLog.closeLostRun(fence, reason, signal)),
  };
}

/** The same for what a run writes. */
export function tellRunStates(runLog: RunLog, log: Log): RunLog {
  return {
    ...runLog,
    async change(run, change, signal) {
      const row = await runLog.change(run, change, signal);
      const { jobId, runAttempt, runId } = run;
      const state = row.outcome === 'written' ? row.state : row.outcome;
      if (change.kind !== 'comment') log.info({ jobId, runAttempt, runId, state }, 'job state');
      return row;
    },
  };
}
