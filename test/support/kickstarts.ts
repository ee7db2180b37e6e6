import { createKickstartJob, type KickstartDeps } from '../../src/jobs/kickstartJob.ts';
import type { Kickstart } from '../../src/jobs/kickstart.ts';
import type { ExecutionLog, ReportStarter } from '../../src/jobs/ports.ts';
import { createId, DEFINITION, STUDY } from './jobs.ts';

const ENTRY = { definition: DEFINITION, sha256: 'a'.repeat(64) };

type Given = { executionLog: ExecutionLog; starter: ReportStarter } & Partial<KickstartDeps>;

/** One report and one study. */
export function kickstartDeps(given: Given): KickstartDeps {
  return {
    catalogue: {
      list: () => [ENTRY],
      find: (reportId) => (reportId === DEFINITION.id ? ENTRY : undefined),
    },
    studies: {
      findStudy: ({ studyId }) => Promise.resolve(studyId === STUDY.id ? STUDY : undefined),
    },
    defaults: { study: DEFINITION.id, tenant: null },
    startDeadlineMs: 2_000,
    ...given,
  };
}

/** The use case over one report and one study. */
export function createTestKickstart(given: Given) {
  return createKickstartJob(kickstartDeps(given));
}

export function aKickstart(changes: Partial<Kickstart> = {}): Kickstart {
  return {
    jobId: createId(),
    studyId: STUDY.id,
    mode: 'test',
    reportId: null,
    format: null,
    requested: null,
    caller: { tenantId: 'acme', userId: 'ann' },
    requestId: 'request-1',
    authorize: () => undefined,
    ...changes,
  };
}
