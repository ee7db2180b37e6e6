import type { ReportHeading } from '../src/render/fileRenderer.ts';
import { SERVICE_NAME, type Origin } from './origin.ts';

/** What stands above the rows. */
export function toHeading({ input, plan, snapshot, serviceVersion }: Origin): ReportHeading {
  const { job, definition } = input;
  const { headers = [], takenAt } = snapshot;
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
    service: { name: SERVICE_NAME, version: serviceVersion },
  };
}
