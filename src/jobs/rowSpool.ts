import type { Cell } from '../domain/dataset.ts';
import type { DirectTable } from '../domain/directTable.ts';
import type { Id } from '../domain/id.ts';

/** The rows of direct reports, one table a job, from before its row until nobody can ask for them any more. */
export interface RowSpool {
  /** Stores the table and syncs it; throws DISK_FULL or FILE_STORE_UNAVAILABLE, and leaves nothing then. */
  write(spoolId: Id, table: DirectTable, signal: AbortSignal): Promise<{ sha256: string }>;
  /** Throws DIRECT_ROWS_GONE where there is none, FILE_MISMATCH where it is not what was written. */
  open(spoolId: Id, sha256: string): Promise<SpooledTable>;
  remove(spoolId: Id): Promise<void>;
  list(): Promise<readonly { spoolId: Id; writtenAt: Date }[]>;
}

export type SpooledTable = Omit<DirectTable, 'rows'> & {
  rows(): AsyncIterable<readonly (readonly Cell[])[]>;
};
