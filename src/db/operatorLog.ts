import type { Knex } from 'knex';

import { toCommentEntry } from '../domain/comment.ts';
import type { OperatorLog, OperatorNote, RowFence } from '../jobs/ports.ts';
import { ask } from './databaseError.ts';
import { JOB_COLUMNS, type JobRow, toJob } from './jobRow.ts';

type Bindings = Record<string, Knex.RawBinding>;

const update = (set: string, where: string): string => /* sql */ `
  with actor as materialized (select set_config('app.actor', :actor, true) as name)
  update execution_log set ${set}
  from actor
  where job_id = :jobId and tenant_id = :tenantId and ${where} and actor.name <> ''
  returning ${JOB_COLUMNS}`;

/** Where the row is still as it was read. */
const UNMOVED = `state = :state and run_attempt = :runAttempt and run_id is not distinct from :runId`;

const CANCEL_UNCLAIMED = update(
  `state = 'CANCELLED', ended_at = clock_timestamp(), hold = false, reason = left(:reason, 4000), next_retry_at = null,
   comment = append_comment(comment, :note)`,
  `state = 'QUEUED' and run_attempt = :runAttempt and run_id is null`,
);

const COMMENT = update('comment = append_comment(comment, :note)', UNMOVED);

const MARK_DELETED = update(
  `state = 'DELETED', reason = left(:reason, 4000), comment = append_comment(comment, :note)`,
  UNMOVED,
);

const FORGET_FILE = update('file_storage_id = null', `state = 'DELETED' and file_storage_id = :storageId`);

const LIST_LEFT_FILES = /* sql */ `
  select tenant_id, job_id, run_attempt, file_storage_id from execution_log
  where state = 'DELETED' and file_storage_id is not null and job_id > :after
  order by job_id limit :limit`;

const FIND_STATES = /* sql */ `select job_id, state from execution_log where job_id = any(:jobIds)`;

type LeftRow = { tenant_id: string; job_id: string; run_attempt: number; file_storage_id: string };

/** The ExecutionLog where the REST side writes it without a run. */
export function createOperatorLog(knex: Knex): OperatorLog {
  const query = async <Row>(statement: string, bindings: Bindings, signal: AbortSignal): Promise<Row[]> =>
    (await ask(signal, () => knex.raw<{ rows: Row[] }>(statement, bindings))).rows;
  const change = async (statement: string, bindings: Bindings, signal: AbortSignal) => {
    const [row] = await query<JobRow>(statement, bindings, signal);
    return row && toJob(row);
  };

  return {
    cancelUnclaimed: (fence, note, signal) =>
      change(CANCEL_UNCLAIMED, { ...fenceBindings(fence), ...noteBindings('cancelled', note) }, signal),

    comment: (fence, { by, text }, signal) =>
      change(COMMENT, { ...fenceBindings(fence), actor: by, note: toCommentEntry(by, text ?? '') }, signal),

    markDeleted: (fence, note, signal) =>
      change(MARK_DELETED, { ...fenceBindings(fence), ...noteBindings('deleted', note) }, signal),

    async forgetFile({ jobId, tenantId, storageId }, by, signal) {
      await change(FORGET_FILE, { jobId, tenantId, storageId, actor: by }, signal);
    },

    async listLeftFiles(page, signal) {
      const rows = await query<LeftRow>(LIST_LEFT_FILES, page, signal);
      return rows.map((row) => ({
        tenantId: row.tenant_id,
        jobId: row.job_id,
        runAttempt: row.run_attempt,
        storageId: row.file_storage_id,
      }));
    },

    async findStates(jobIds, signal) {
      const rows = await query<Pick<JobRow, 'job_id' | 'state'>>(
        FIND_STATES,
        { jobIds: [...jobIds] },
        signal,
      );
      return new Map(rows.map(({ job_id, state }) => [job_id, state]));
    },
  };
}

function fenceBindings({ id: jobId, tenantId, state, runAttempt, runId }: RowFence): Bindings {
  return { jobId, tenantId, state, runAttempt, runId };
}

function noteBindings(verb: string, { by, text }: OperatorNote): Bindings {
  const words = text === null ? verb : `${verb}: ${text}`;
  return { actor: by, reason: text, note: toCommentEntry(by, words) };
}
