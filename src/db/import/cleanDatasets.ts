import { toDatabaseError } from '../databaseError.ts';
import { dropOldTables } from './dropOldTables.ts';
import { withOwner } from './withOwner.ts';

/** What `npm run import -- --clean` does: drops the tables of replaced imports that nothing reads. */
export async function cleanDatasets(
  ownerUrl: string,
  signal: AbortSignal,
): Promise<{ dropped: number; left: number }> {
  try {
    return await withOwner(ownerUrl, dropOldTables, signal);
  } catch (error) {
    throw toDatabaseError(error);
  }
}
