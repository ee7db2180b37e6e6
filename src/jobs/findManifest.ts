import { type JobQuery } from './findJob.ts';
import { loadJobFile } from './openJobFile.ts';
import type { ExecutionLog, Manifest } from './ports.ts';

/** The manifest of a COMPLETED job's file; throws JOB_NOT_FOUND, or JOB_NOT_COMPLETED with the state. */
export type FindManifest = (query: JobQuery, signal: AbortSignal) => Promise<Manifest>;

export function createFindManifest(executionLog: ExecutionLog): FindManifest {
  return async (query, signal) => (await loadJobFile(executionLog, query, signal)).manifest;
}
