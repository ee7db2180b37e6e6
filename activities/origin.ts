import type { QueryPlan, RowSnapshot, RunInput } from '../src/jobs/ports.ts';

/** What calls itself the maker of a file. */
export const SERVICE_NAME = 'clinical-report-generation';

/** Where a file comes from: which order, which plan, which moment, which version of the service. */
export type Origin = { input: RunInput; plan: QueryPlan; snapshot: RowSnapshot; serviceVersion: string };
