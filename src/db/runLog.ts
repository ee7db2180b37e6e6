import type { Knex } from 'knex';

import { toCommentEntry } from '../domain/comment.ts';
import { AppError } from '../domain/errors.ts';
import type { ReportDefinition } from '../domain/reportDefinition.ts';
import type {
  Late,
  QueryPlan,
  ReportFile,
  ReportStarter,
  RunChange,
  RunFence,
  RunLog,
  RunRow,
  Superseded,
} from '../jobs/ports.ts';
import { ask } from './databaseError.ts';
import { type FileRow, type JobRow, toJob, toReportFile } from './jobRow.ts';
import * as sql from './runStatements.ts';
import { toText } from './toText.ts';

type Bindings = Record<string, Knex.RawBinding>;

/** A row that a write met, and whether the write brought it to its state. */
type WrittenRow = JobRow & { state_changed?: true };

const SUPERSEDED: Superseded = { outcome: 'superseded' };

/**
 * The ExecutionLog as a run writes it. A write that finds the row in another run's hands tries once to take it over (a
 * reset by an operator gives a new run id and replays the claim without running it); refused again, it is superseded, or
 * late where the run itself has gone on.
 * Throws TEMPORAL_UNAVAILABLE where a take-over is due and Temporal does not say whether the run is open.
 */
export function createRunLog(knex: Knex, { observe }: Pick<ReportStarter, 'observe'>): RunLog {
  const query = async <Row>(statement: string, bindings: Bindings, signal: AbortSignal): Promise<Row[]> =>
    (await ask(signal, () => knex.raw<{ rows: Row[] }>(statement, bindings))).rows;

  /** The row that the first of the statements meets. */
  const firstMet = async (statements: readonly string[], bindings: Bindings, signal: AbortSignal) => {
    for (const statement of statements) {
      const [row] = await query<WrittenRow>(statement, bindings, signal);
      if (row !== undefined) return row;
    }
    return undefined;
  };

  const fenced = async <Row>(run: RunFence, write: () => Promise<Row | undefined>, signal: AbortSignal) => {
    const written = await write();
    if (written !== undefined) return written;
    return (await takeOver(run, signal)) ? await write() : undefined;
  };

  /**
   * False where the row cannot become this run's. Of the runs of one chain only the latest is open, and the row must still
   * be in the hands that it was in before Temporal was asked, because another reset may come in between. Another write of
   * this run may have taken it over meanwhile, which is as good.
   */
  const takeOver = async (run: RunFence, signal: AbortSignal): Promise<boolean> => {
    const [held] = await query<{ run_id: string }>(sql.FIND_HOLDER, fenceBindings(run), signal);
    if (held === undefined || held.run_id === run.runId) return held !== undefined;
    const found = await observe({ id: run.jobId, runAttempt: run.runAttempt, runId: run.runId }, signal);
    if (found.kind === 'unanswered') throw new AppError('TEMPORAL_UNAVAILABLE');
    if (found.kind !== 'open' || found.runId !== run.runId) return false;
    await query(sql.TAKE_OVER, { ...fenceBindings(run), heldBy: held.run_id }, signal);
    return true;
  };

  return {
    async change(run, change, signal) {
      const bindings = { ...fenceBindings(run), ...changeBindings(change) };
      const row = await fenced(run, () => firstMet(sql.CHANGE[change.kind], bindings, signal), signal);
      if (row === undefined) return SUPERSEDED;
      return (change.kind === 'comment' ? undefined : findLater(run, row)) ?? toRunRow(row);
    },

    async loadPlan(run, signal) {
      type Row = JobRow & { definition: ReportDefinition; definition_sha256: string; plan: QueryPlan | null };
      const [row] = await query<Row>(sql.LOAD_PLAN, fenceBindings(run), signal);
      if (row === undefined) return SUPERSEDED;
      const { definition, definition_sha256: definitionSha256, plan } = row;
      return { outcome: 'written', job: toJob(row), definition, definitionSha256, plan };
    },

    async savePlan(run, plan, signal) {
      const bindings = { ...fenceBindings(run), plan: JSON.stringify(plan) };
      const write = async () => (await query(sql.SAVE_PLAN, bindings, signal))[0];
      return (await fenced(run, write, signal)) === undefined ? SUPERSEDED : { outcome: 'written' };
    },

    async beginRender(run, tryNumber, signal) {
      const bindings = { ...fenceBindings(run), tryNumber };
      const row = await fenced(run, () => firstMet(sql.BEGIN_RENDER, bindings, signal), signal);
      if (row === undefined) return SUPERSEDED;
      const later = findLater(run, row);
      if (later !== undefined) return later;
      const [file] = await query<FileRow>(sql.FIND_COMMITTED, fenceBindings(run), signal);
      const committed = file === undefined ? null : toReportFile(file);
      return { outcome: 'written', stateChanged: row.state_changed === true, committed };
    },

    async commitFile(run, tryNumber, file, signal) {
      const bindings = { ...fenceBindings(run), tryNumber, ...fileBindings(file) };
      if ((await query(sql.COMMIT_FILE, bindings, signal)).length > 0) return { outcome: 'written' };
      const [row] = await query<JobRow>(sql.FIND_LATER, fenceBindings(run), signal);
      return (row && findLater(run, row)) ?? SUPERSEDED;
    },

    async noteTry(run, note, signal) {
      const { step, tryNumber, reason, nextRetryAt } = note;
      await query(sql.NOTE_TRY, { ...fenceBindings(run), step, tryNumber, reason, nextRetryAt }, signal);
    },

    async noteBegin(run, step, tryNumber, signal) {
      const reason = `Try ${tryNumber - 1} was lost: its worker stopped, or could not say what failed. Try ${tryNumber} is running.`;
      await query(sql.NOTE_BEGIN, { ...fenceBindings(run), step, tryNumber, reason }, signal);
    },

    async noteSuccess(run, step, tryNumber, signal) {
      await query(sql.NOTE_SUCCESS, { ...fenceBindings(run), step, tryNumber }, signal);
    },

    async noteProgress(run, tryNumber, { rows, totalRows }, signal) {
      await query(sql.NOTE_PROGRESS, { ...fenceBindings(run), tryNumber, rows, totalRows }, signal);
    },
  };
}

/** Later than the change or step that met this row. */
function findLater(run: RunFence, { change_number: changeNumber }: JobRow): Late | undefined {
  return changeNumber > run.changeNumber ? { outcome: 'late', changeNumber } : undefined;
}

function toRunRow(row: WrittenRow): RunRow {
  const { state, hold, recordCount, fileStorageId } = toJob(row);
  const stateChanged = row.state_changed === true;
  return { outcome: 'written', state, stateChanged, hold, recordCount, fileStorageId };
}

function fenceBindings(run: RunFence): Bindings {
  return {
    tenantId: run.tenantId,
    jobId: run.jobId,
    runAttempt: run.runAttempt,
    runId: run.runId,
    firstRunId: run.firstExecutionRunId,
    changeNumber: run.changeNumber,
    actor: `run ${run.runId}`,
  };
}

/** Who did it, why, and the comment that keeps both. */
function changeBindings(change: RunChange): Bindings {
  switch (change.kind) {
    case 'claim':
    case 'complete':
      return {};
    case 'fail':
      return {
        reason: toText(change.reason),
        isFileLost: change.isFileLost === true,
        late: toCommentEntry('service', `the file was complete before: ${change.reason}`),
      };
    case 'comment': {
      const actor = toActor(change.by);
      return { actor, note: toCommentEntry(actor, change.text) };
    }
    case 'pause':
    case 'resume':
    case 'cancel': {
      const actor = toActor(change.by);
      const words = change.reason === null ? VERBS[change.kind] : `${VERBS[change.kind]}: ${change.reason}`;
      const late = toCommentEntry(actor, `${words} (too late: the file was complete)`);
      const reason = change.reason === null ? null : toText(change.reason);
      return { actor, reason, note: toCommentEntry(actor, words), late };
    }
  }
}

/** A change needs an actor, also where an operator sent an empty name. */
function toActor(by: string): string {
  return toText(by).trim() || 'unknown';
}

const VERBS = { pause: 'paused', resume: 'resumed', cancel: 'cancelled' } as const;

function fileBindings(file: ReportFile): Bindings {
  const { storageId, fileName, mediaType, sizeBytes, sha256, recordCount, snapshotAt } = file;
  return {
    ...{ storageId, fileName, mediaType, sizeBytes, sha256, recordCount, snapshotAt },
    manifest: JSON.stringify(file.manifest),
    stamp: JSON.stringify(file.stamp),
  };
}
