import type { Job } from '../domain/job.ts';
import type { ExecutionLog, OperatorLog, RunLog } from './ports.ts';

type Log = { info(fields: object, message: string): void };

/** The same ExecutionLog, with a line of the process's log for every change of a job's state. */
export function tellJobStates(executionLog: ExecutionLog, log: Log): ExecutionLog {
  const tell = createTell(log);
  return {
    ...executionLog,
    register: async (newJob, signal) => tell(await executionLog.register(newJob, signal)),
    beginAttempt: async (change, signal) => tell(await executionLog.beginAttempt(change, signal)),
    closeLostRun: async (fence, reason, signal) =>
      tell(await executionLog.closeLostRun(fence, reason, signal)),
  };
}

/** The same for what operators do over REST. */
export function tellOperatorStates(operatorLog: OperatorLog, log: Log): OperatorLog {
  const tell = createTell(log);
  return {
    ...operatorLog,
    cancelUnclaimed: async (fence, note, signal) =>
      tell(await operatorLog.cancelUnclaimed(fence, note, signal)),
    markDeleted: async (fence, note, signal) => tell(await operatorLog.markDeleted(fence, note, signal)),
  };
}

function createTell(log: Log) {
  return (job: Job | undefined) => {
    if (job === undefined) return job;
    const { id: jobId, runAttempt, reportId, studyId, format, requestId, state } = job;
    log.info({ jobId, runAttempt, reportId, studyId, format, requestId, state }, 'job state');
    return job;
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
