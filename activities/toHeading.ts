import type { QueryPlan, RowSnapshot, RunInput } from '../src/jobs/ports.ts';
import type { ReportHeading } from '../src/render/fileRenderer.ts';

/** What stands above the rows. */
export function toHeading(
  { job, definition }: RunInput,
  plan: QueryPlan,
  { headers = [], takenAt }: RowSnapshot,
): ReportHeading {
  return {
    jobId: job.id,
    reportName: definition.name,
    description: definition.description,
    customer: job.tenantId,
    study: job.studyName,
    mode: job.studyMode,
    filters: [...plan.header, ...headers],
    requestedBy: job.userId,
    kickedOffAt: job.kickedOffAt.toISOString(),
    snapshotAt: takenAt.toISOString(),
  };
}
