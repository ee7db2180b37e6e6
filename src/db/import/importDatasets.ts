import type { Client } from 'pg';

import type { DataScope, DatasetSource, StudyMode } from '../../domain/dataset.ts';
import type { EnrollmentLimit } from '../../domain/enrollmentLimit.ts';
import type { Id } from '../../domain/id.ts';
import { toDatabaseError } from '../databaseError.ts';
import { checkSources } from './checkSources.ts';
import { copyRows } from './copyRows.ts';
import { countDigits } from './countDigits.ts';
import { createId } from './createId.ts';
import { createSubjectTally, MOST_TALLIED_BYTES, type SubjectTally } from './createSubjectTally.ts';
import { toCreateStatement, toDataTable, toTableName } from './dataTable.ts';
import { deriveSubjects } from './deriveSubjects.ts';
import { dropOldTables } from './dropOldTables.ts';
import { findOrMakeStudy } from './findOrMakeStudy.ts';
import { inTransaction } from './inTransaction.ts';
import { findSameImport, registerDataset } from './registerDataset.ts';
import { replaceLimits } from './replaceLimits.ts';
import { withOwner } from './withOwner.ts';

type ImportOrder = {
  ownerUrl: string;
  tenantId: string;
  /** Null for datasets of the tenant itself. A name that is new makes a study. */
  study: { name: string; mode: StudyMode } | null;
  sources: readonly DatasetSource[];
  /** All limits of the study in this mode from now on; absent: those that stand. A tenant's own datasets have none. */
  limits?: readonly EnrollmentLimit[];
  onDataset?: (dataset: ImportedDataset) => void;
};

export type ImportedDataset = { name: string; rows: number; seconds: number };

export type ImportOutcome = { studyId: Id | null; datasets: readonly ImportedDataset[] };

/**
 * Loads all datasets in one transaction, each into a new table, and moves the registry to them: a report that is running
 * neither sees it nor is waited for. A dataset that stands from the same file already is left as it is. Throws
 * BAD_IMPORT_FILE with nothing loaded, and DATABASE_UNAVAILABLE.
 */
export async function importDatasets(order: ImportOrder, signal: AbortSignal): Promise<ImportOutcome> {
  checkSources(order.sources);
  try {
    return await withOwner(
      order.ownerUrl,
      async (client) => {
        await dropOldTables(client);
        return await inTransaction(client, () => load(client, order, signal));
      },
      signal,
    );
  } catch (error) {
    throw toDatabaseError(error);
  }
}

async function load(client: Client, order: ImportOrder, signal: AbortSignal): Promise<ImportOutcome> {
  const { tenantId, study, sources, limits, onDataset } = order;
  await client.query(SETTINGS);
  // Two imports of one study would each derive its subjects without the other's datasets.
  await client.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
    JSON.stringify(['import', tenantId, study?.name, study?.mode]),
  ]);
  const studyId = study === null ? null : await findOrMakeStudy(client, tenantId, study.name);
  const scope: DataScope = { tenantId, studyId, mode: study?.mode ?? null };
  const importId = createId();
  const datasets: ImportedDataset[] = [];
  const tallies = new Map<string, SubjectTally>();
  let isChanged = false;
  for (const source of sources) {
    const startedAt = performance.now();
    const standing = await findSameImport({ client, scope, source }, signal);
    const rows = standing ?? (await loadDataset({ client, scope, importId, source, tallies }, signal));
    isChanged ||= standing === undefined;
    const dataset = { name: source.name, rows, seconds: (performance.now() - startedAt) / 1000 };
    datasets.push(dataset);
    onDataset?.(dataset);
  }
  if (isChanged && study !== null) await deriveSubjects(client, scope, tallies);
  if (limits !== undefined && study !== null) await replaceLimits(client, scope, limits);
  return { studyId, datasets };
}

/**
 * Until the transaction ends: its statements are too short for compiling them to pay, and statistics from 9,000 rows of each
 * column plan a report as well as those from 30,000, which take two seconds a dataset.
 */
const SETTINGS = `set local jit = off; set local default_statistics_target = 30; set local maintenance_work_mem = '256MB'`;

type Loading = {
  client: Client;
  scope: DataScope;
  importId: string;
  source: DatasetSource;
  tallies: Map<string, SubjectTally>;
};

async function loadDataset(
  { client, scope, importId, source, tallies }: Loading,
  signal: AbortSignal,
): Promise<number> {
  const table = toDataTable(createId(), source.columns);
  await client.query(toCreateStatement(table));
  const takenBytes = [...tallies.values()].reduce((sum, earlier) => sum + earlier.sizeBytes(), 0);
  const tally =
    scope.studyId === null ? undefined : createSubjectTally(source, MOST_TALLIED_BYTES - takenBytes);
  if (tally !== undefined) tallies.set(table.id, tally);
  const { rowCount, specialMissing } = await copyRows(
    { client, source: tally?.source ?? source, table },
    signal,
  );
  // This process would have nothing to do while the database builds the key.
  const [fileSha256] = await Promise.all([
    source.readSha256(signal),
    client.query(`alter table ${toTableName(table.id)} add primary key ("#row")`),
  ]);
  await client.query(`analyze ${toTableName(table.id)}`);
  const counted = await countDigits(client, table);
  const columns = counted.columns.map((column, position) => ({
    ...column,
    specialMissing: specialMissing.has(position),
  }));
  await registerDataset(client, {
    scope,
    importId,
    source,
    fileSha256,
    table: { ...table, columns },
    rowCount,
  });
  return rowCount;
}
