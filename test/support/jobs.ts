import { randomBytes } from 'node:crypto';

import type { Id } from '../../src/domain/id.ts';
import type { ReportDefinition } from '../../src/domain/reportDefinition.ts';
import type { NewJob, ReportFile, RunFence } from '../../src/jobs/ports.ts';

export const STUDY = { id: 'CFD8129A430A473C8A02F4BA5DAAD865', name: 'CDISCPILOT01' };

export const DEFINITION: ReportDefinition = {
  id: '546A79C296BE11EABB370242AC130002',
  name: 'Subject Data Extract',
  level: 'study',
  description: '',
  formats: ['CSV'],
  fields: [
    { name: 'SITEID', otherNames: [], label: 'Site', type: 'list', filters: { column: 'SITEID' } },
    { name: 'COUNTRY', otherNames: [], label: 'Country', type: 'list', filters: { column: 'COUNTRY' } },
  ],
  rows: { kind: 'datasets', contextColumns: true },
};

export function createId(): Id {
  return randomBytes(16).toString('hex').toUpperCase();
}

/** The filter that most tests order with. */
export function site(...values: string[]) {
  return [{ fieldName: 'SITEID', fieldType: 'list' as const, fieldValueList: values }];
}

export function aNewJob(changes: Partial<NewJob> = {}): NewJob {
  return {
    id: createId(),
    tenantId: 'acme',
    studyId: STUDY.id,
    studyName: STUDY.name,
    studyMode: 'test',
    format: 'CSV',
    report: { definition: DEFINITION, sha256: 'a'.repeat(64) },
    requested: { fieldSpecs: site('701'), extFieldSpecs: [] },
    searchSpec: 'SITEID:701',
    userId: 'ann',
    requestId: 'request-1',
    ...changes,
  };
}

/** The fence of a run that nobody has reset: its id is the first of its chain. */
export function aRun(jobId: Id, changes: Partial<RunFence> = {}): RunFence {
  const runId = changes.runId ?? `run-${jobId.slice(0, 8)}`;
  return {
    tenantId: 'acme',
    jobId,
    runAttempt: 1,
    runId,
    firstExecutionRunId: runId,
    changeNumber: 1,
    ...changes,
  };
}

export function aFile(run: Pick<RunFence, 'jobId' | 'runAttempt'>, recordCount = 254): ReportFile {
  const { jobId, runAttempt } = run;
  return {
    storageId: createId(),
    jobId,
    runAttempt,
    fileName: 'CDISCPILOT01_Subject_Data_Extract.csv',
    mediaType: 'text/csv',
    sizeBytes: 4096,
    sha256: 'b'.repeat(64),
    recordCount,
    snapshotAt: new Date('2026-01-02T03:04:05.678Z'),
    manifest: {
      report: { id: DEFINITION.id, name: DEFINITION.name, definitionSha256: 'a'.repeat(64) },
      study: STUDY,
      mode: 'test',
      tenantId: 'acme',
      job: { id: jobId, runAttempt, kickedOffAt: '2026-01-02T03:04:00.000Z', userId: 'ann' },
      filters: [],
      fieldSpecs: [],
      snapshotAt: '2026-01-02T03:04:05.678Z',
      imports: [],
      service: { name: 'clinical-report-generation', version: '0.1.0' },
      datasets: [],
      files: [],
    },
    stamp: { sizeBytes: 4096, modifiedAt: new Date('2026-01-02T03:04:06.001Z'), inode: '77' },
  };
}
