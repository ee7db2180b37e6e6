import type { Id } from '../domain/id.ts';
import type { Job } from '../domain/job.ts';
import type { Authorize } from './authorize.ts';

/** `authorize` is called with the scope of the row. */
export type JobQuery = { jobId: Id; tenantId: string; authorize: Authorize };

/** The job as it stands; throws JOB_NOT_FOUND for an unknown one and for another tenant's. */
export type FindJob = (query: JobQuery, signal: AbortSignal) => Promise<Job>;
