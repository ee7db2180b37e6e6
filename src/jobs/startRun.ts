import type { Job } from '../domain/job.ts';
import type { ReportStarter, StartOutcome } from './ports.ts';

/** Starts the run of the row's present attempt. */
export function startRun(
  starter: Pick<ReportStarter, 'start'>,
  job: Job,
  signal: AbortSignal,
): Promise<StartOutcome> {
  return starter.start(
    {
      jobId: job.id,
      tenantId: job.tenantId,
      runAttempt: job.runAttempt,
      studyId: job.studyId,
      studyName: job.studyName,
      studyMode: job.studyMode,
      reportName: job.reportName,
      format: job.format,
      requestId: job.requestId,
    },
    signal,
  );
}
