import type { CasebookHead, CasebookRow } from '../domain/casebook.ts';
import type { DataScope } from '../domain/dataset.ts';
import type { FieldFilter } from '../domain/fieldSpec.ts';
import type { ReportDefinition } from '../domain/reportDefinition.ts';

/** Which subjects, and which of their forms; a RowQuery. */
export type CasebookQuery = {
  definition: ReportDefinition;
  scope: DataScope;
  studyName: string | null;
  filters: readonly FieldFilter[];
};

/** The most that one casebook may hold. */
export type CasebookLimits = { subjects: number; rows: number; bytes: number };

/** Where casebooks are read. Implementations translate driver errors into CLINICAL_* codes. */
export interface CasebookSource {
  /** Opens one read-only moment on a connection of its own. Throws CASEBOOK_TOO_LARGE before it answers a row of it. */
  open(query: CasebookQuery, limits: CasebookLimits, signal: AbortSignal): Promise<CasebookSnapshot>;
}

export type CasebookSnapshot = Pick<CasebookHead, 'takenAt' | 'forms' | 'visits' | 'sites'> & {
  rows(): AsyncIterable<readonly CasebookRow[]>;
  /** Ends whatever runs and closes the connection. Idempotent. */
  close(): Promise<void>;
};
