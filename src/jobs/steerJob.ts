import { AppError } from '../domain/errors.ts';
import { isActive, type Job } from '../domain/job.ts';
import { type JobQuery, loadOwnJob } from './findJob.ts';
import type {
  ExecutionLog,
  OperatorLog,
  OperatorNote,
  ReportStarter,
  RunSignal,
  RunSignals,
} from './ports.ts';
import { startRun } from './startRun.ts';

export type Step = OperatorNote & { kind: RunSignal['name'] };

/**
 * Tells the run of a job what an operator wants, and answers the job as it stands then: the run hears it in its own time.
 * Throws JOB_NOT_FOUND, JOB_OVER with the state, TEMPORAL_UNAVAILABLE, or JOB_UNSETTLED where the row waits for its
 * reconciliation.
 */
export type SteerJob = (query: JobQuery, step: Step, signal: AbortSignal) => Promise<Job>;

export type SteerDeps = {
  executionLog: ExecutionLog;
  operatorLog: Pick<OperatorLog, 'cancelUnclaimed' | 'comment'>;
  starter: ReportStarter;
  signals: RunSignals;
};

const TEMPORAL_MS = 1_500;

export function createSteerJob({ executionLog, operatorLog, starter, signals }: SteerDeps): SteerJob {
  return async function steerJob(query, step, signal) {
    for (;;) {
      const job = await loadOwnJob(executionLog, query, signal);
      const written = await write(job, step, signal);
      if (written !== 'by its run') {
        if (written !== undefined) return written;
        continue;
      }
      const told = await tell(job, step, AbortSignal.any([signal, AbortSignal.timeout(TEMPORAL_MS)]));
      if (told === 'unanswered') throw new AppError('TEMPORAL_UNAVAILABLE');
      const now = await loadOwnJob(executionLog, query, signal);
      if (told === 'sent') return now;
      // The run ended before it could hear: what its row says now decides.
      if (now.objectVersionNumber === job.objectVersionNumber) throw new AppError('JOB_UNSETTLED');
    }
  };

  /** What needs no run is written at once; undefined where the row has moved on meanwhile. */
  async function write(job: Job, step: Step, signal: AbortSignal): Promise<Job | undefined | 'by its run'> {
    if (isActive(job.state)) {
      const isUnclaimed = job.state === 'QUEUED' && job.runId === null;
      if (step.kind !== 'cancel' || !isUnclaimed) return 'by its run';
      return operatorLog.cancelUnclaimed(job, step, signal);
    }
    if (step.kind !== 'comment' || job.state === 'DELETED') {
      throw new AppError('JOB_OVER', { details: `The job is ${job.state}.` });
    }
    return operatorLog.comment(job, step, signal);
  }

  /** A job whose start got lost is started, so that there is a run to hear it. */
  async function tell(job: Job, step: Step, signal: AbortSignal) {
    const { kind: name, by, text } = step;
    const message = name === 'comment' ? { text: text ?? '' } : text === null ? {} : { reason: text };
    const send = () => signals.send(job.id, { name, word: { by, ...message } }, signal);
    const told = await send();
    if (told !== 'closed' || job.runId !== null) return told;
    return (await startRun(starter, job, signal)) === 'confirmed' ? send() : 'unanswered';
  }
}
