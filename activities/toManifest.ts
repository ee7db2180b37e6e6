import type { Manifest } from '../src/jobs/ports.ts';
import type { Rendered } from '../src/render/renderOutput.ts';
import { SERVICE_NAME, type Origin } from './origin.ts';

/** Which data, by which rules: what stands beside the file and, where there are several, in the archive. */
export function toManifest(origin: Origin, rendered: Rendered): Manifest {
  const { input, plan, snapshot, serviceVersion } = origin;
  const { job, definition, definitionSha256 } = input;
  return {
    report: { id: definition.id, name: definition.name, definitionSha256 },
    study: job.studyId === null ? null : { id: job.studyId, name: job.studyName },
    mode: job.studyMode,
    tenantId: job.tenantId,
    job: {
      id: job.id,
      runAttempt: job.runAttempt,
      kickedOffAt: job.kickedOffAt.toISOString(),
      userId: job.userId,
    },
    filters: [...plan.header, ...(snapshot.headers ?? [])],
    fieldSpecs: job.fieldSpecs,
    snapshotAt: snapshot.takenAt.toISOString(),
    imports: snapshot.imports,
    service: { name: SERVICE_NAME, version: serviceVersion },
    ...rendered,
  };
}
