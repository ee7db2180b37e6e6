import type { StudyMode } from '../domain/dataset.ts';
import type { RequestedFieldSpecs } from '../domain/fieldSpec.ts';
import type { Id } from '../domain/id.ts';
import type { Authorize } from './authorize.ts';

/** Who calls, as the token says it. */
export type Caller = { tenantId: string; userId: string };

export type Kickstart = {
  jobId: Id;
  /** undefined: the call says nothing of a study; null: it says that there is none. */
  studyId: Id | null | undefined;
  mode: StudyMode | null;
  reportId: Id | null;
  /** As it stands in the query; checked against what the report offers. */
  format: string | null;
  /** Null where both members are absent or null: "as stored". */
  requested: RequestedFieldSpecs | null;
  caller: Caller;
  requestId: string;
  /** Called with the scope of the job, the stored one where there is one, before anything is written. */
  authorize: Authorize;
};
