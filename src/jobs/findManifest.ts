import type { JobQuery } from './findJob.ts';
import type { Manifest } from './ports.ts';

/** What the file of a COMPLETED job stands on; throws JOB_NOT_FOUND, or JOB_NOT_COMPLETED with the state. */
export type FindManifest = (query: JobQuery, signal: AbortSignal) => Promise<Manifest>;
