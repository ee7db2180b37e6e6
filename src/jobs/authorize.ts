import type { StudyMode } from '../domain/dataset.ts';
import type { Id } from '../domain/id.ts';

/** Where a job belongs: to a study and its mode, or to the tenant. */
export type JobScope = { studyId: Id | null; mode: StudyMode | null };

/** Throws UNAUTHORIZED where the caller lacks the operation's right in this scope; called once the scope is known. */
export type Authorize = (scope: JobScope) => void;
