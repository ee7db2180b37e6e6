import type { Job, JobState } from '../domain/job.ts';
import type { ExecutionLog, Late, OperatorLog, RunFence, RunLog, Superseded } from './ports.ts';

type Log = { info(fields: object, message: string): void };
type Written = { outcome: 'written'; stateChanged: boolean } | Late | Superseded;

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

/** The same for what a run writes: repeats and late writes change nothing, and a run that has lost its row says so. */
export function tellRunStates(runLog: RunLog, log: Log): RunLog {
  const tell = ({ jobId, runAttempt, runId }: RunFence, written: Written, state?: JobState) => {
    const run = { jobId, runAttempt, runId };
    if (written.outcome === 'superseded') log.info(run, 'the run is superseded');
    if (written.outcome === 'written' && written.stateChanged) log.info({ ...run, state }, 'job state');
  };
  return {
    ...runLog,
    async change(run, change, signal) {
      const row = await runLog.change(run, change, signal);
      tell(run, row, row.outcome === 'written' ? row.state : undefined);
      return row;
    },
    async beginRender(run, tryNumber, signal) {
      const begun = await runLog.beginRender(run, tryNumber, signal);
      tell(run, begun, 'RUNNING');
      return begun;
    },
  };
}
