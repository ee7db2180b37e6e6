import { AppError, ERRORS } from '../domain/errors.ts';
import { type FieldSpec, toCanonicalNames } from '../domain/fieldSpec.ts';
import type { Job } from '../domain/job.ts';
import { decideKickstart } from '../domain/kickstart.ts';
import { toSearchSpec } from '../domain/searchSpec.ts';
import { checkOrder, type DefaultReports, type Order } from './checkOrder.ts';
import type { Catalogue, ExecutionLog, JobRecord, ReportStarter, StudyDirectory } from './ports.ts';
import type { Kickstart } from './kickstart.ts';
import { createStartJob } from './startJob.ts';
import { toNewJob } from './toNewJob.ts';

export type { Caller, Kickstart } from './kickstart.ts';

export type KickstartJob = (kickstart: Kickstart, signal: AbortSignal) => Promise<Job>;

export type KickstartDeps = {
  executionLog: ExecutionLog;
  starter: ReportStarter;
  catalogue: Catalogue;
  studies: StudyDirectory;
  defaults: DefaultReports;
  /** From the call's begin until the start must be confirmed; what is left of the request's deadline notes why it is not. */
  startDeadlineMs: number;
};

/** Row first, then the run: the job cannot get lost between the two, and no second run is made for it. */
export function createKickstartJob(deps: KickstartDeps): KickstartJob {
  const { executionLog, starter } = deps;
  const start = createStartJob(deps);

  return async function kickstartJob(kickstart, signal) {
    const startBy = Date.now() + deps.startDeadlineMs;

    // Nearly every id is new: it is registered in one round trip, and looked for only where it is not.
    const registered = await registerNew(kickstart, signal);
    if (registered.job) return start(registered.job, startBy, signal);

    for (;;) {
      const record = await executionLog.find(kickstart.jobId, signal);
      if (record === undefined && registered.refusal !== undefined) throw registered.refusal;
      const order = await checkOrder(deps, kickstart, record, signal);
      const decision = await decide(kickstart, record, order, signal);
      switch (decision.do) {
        case 'refuse':
          throw new AppError(
            decision.code,
            record === undefined ? {} : describeRefusal(decision.code, record.job),
          );
        case 'register': {
          const job = await executionLog.register(toNewJob(kickstart, order), signal);
          if (job) return start(job, startBy, signal);
          break;
        }
        case 'startAgain':
          if (record) return start(record.job, startBy, signal);
          break;
        case 'newAttempt': {
          if (!record) break;
          const job = await executionLog.beginAttempt(
            { ...toAttempt(kickstart, order), fence: record.job, hold: decision.hold },
            signal,
          );
          if (job) return job.state === 'QUEUED' ? start(job, startBy, signal) : job;
          break;
        }
        case 'asItStands':
        case 'askTemporal':
          if (record) return record.job;
      }
    }
  };

  /** The job, where its id was free; else why it could not be ordered as a new one, which matters only where it is unknown. */
  async function registerNew(
    kickstart: Kickstart,
    signal: AbortSignal,
  ): Promise<{ job?: Job; refusal?: AppError }> {
    try {
      const order = await checkOrder(deps, kickstart, undefined, signal);
      const job = await executionLog.register(toNewJob(kickstart, order), signal);
      return job === undefined ? {} : { job };
    } catch (refusal) {
      if (refusal instanceof AppError && !ERRORS[refusal.code].retryable) return { refusal };
      throw refusal;
    }
  }

  /** Temporal is asked, outside any transaction, only where the row alone cannot tell. */
  async function decide(
    kickstart: Kickstart,
    record: JobRecord | undefined,
    order: Order,
    signal: AbortSignal,
  ) {
    const canonical = (specs: readonly FieldSpec[]) =>
      record === undefined ? specs : toCanonicalNames(record.definition, specs);
    const row = record && { ...record.job, fieldSpecs: canonical(record.job.fieldSpecs) };
    const request = {
      tenantId: kickstart.caller.tenantId,
      studyId: kickstart.studyId,
      mode: kickstart.mode,
      reportId: kickstart.reportId,
      format: order.format,
      fieldSpecs: kickstart.requested && canonical(kickstart.requested.fieldSpecs),
    };
    const first = decideKickstart(row, request, undefined);
    if (first.do !== 'askTemporal' || row === undefined) return first;
    return decideKickstart(row, request, await starter.observe(row, signal));
  }
}

function toAttempt(kickstart: Kickstart, order: Order) {
  return {
    actor: kickstart.caller.userId,
    userId: kickstart.caller.userId,
    reason: null,
    requestId: kickstart.requestId,
    requested: kickstart.requested,
    searchSpec: kickstart.requested === null ? null : toSearchSpec(kickstart.requested),
    report: order.report.isStored ? null : order.report,
    format: order.format,
  };
}

/** What stands against the call, in words that its caller may read. */
function describeRefusal(code: string, job: Job): { details?: string } {
  switch (code) {
    case 'JOB_DIFFERS':
      return { details: `The job is ${job.state}. Send the same field specs, none, or order a new job.` };
    case 'REPORT_DIFFERS':
      return {
        details: `The job is ${job.state} with report ${job.reportId} as ${job.format}. Order a new job for another.`,
      };
    case 'STUDY_DIFFERS':
      return { details: 'studyId and mode must be the ones that the job was ordered with.' };
    default:
      return {};
  }
}
