import type { Knex } from 'knex';

import { toCommentEntry } from '../domain/comment.ts';
import type { ReportDefinition } from '../domain/reportDefinition.ts';
import type { ExecutionLog, NewAttempt, RowFence } from '../jobs/ports.ts';
import { ask } from './databaseError.ts';
import { type FileRow, JOB_COLUMNS, type JobRow, toJob, toReportFile } from './jobRow.ts';
import { ACTOR, FIND_KEPT_ORDER, registerJob } from './registerJob.ts';
import { toText } from './toText.ts';

/** Where the row is still as it was read. */
const UNMOVED = /* sql */ `job_id = :jobId and tenant_id = :tenantId and state = :state and run_attempt = :runAttempt and run_id is not distinct from :runId`;

/**
 * Without the tenant: an id that another tenant has taken is no free one, and a kickstart that did not see its row would
 * try to register it for ever. Whoever finds it compares the tenant.
 */
const FIND = /* sql */ `
  select l.*, p.rows as progress_rows, p.total_rows as progress_total
  from execution_log l left join execution_log_progress p on p.job_id = l.job_id and p.run_id = l.run_id
  where l.job_id = :jobId`;

/** The history's first entry says what was set; what it leaves out was as it is for every new row, and its field specs stay. */
const FIND_ACCEPTED = /* sql */ `
  select ${JOB_COLUMNS} from (
    select accepted.* from execution_log l join execution_log_history h on h.job_id = l.job_id and h.operation = 'INSERT',
      jsonb_populate_record(null::execution_log, h.entry || jsonb_build_object('object_version_number', 1,
        'operation_type', 'INSERT', 'change_number', 0, 'field_specs', l.field_specs, 'ext_field_specs', l.ext_field_specs)
      ) accepted
    where l.job_id = :jobId) l`;

/** A file that was committed before anybody could close the run is the job's result. */
const COMPLETE_INSTEAD = /* sql */ `
  with ${ACTOR}
  update execution_log set state = 'COMPLETED', ended_at = clock_timestamp(), reason = null, next_retry_at = null,
    comment = append_comment(comment, :note)
  from actor
  where ${UNMOVED} and state = 'RUNNING' and file_storage_id is not null and actor.name <> ''
  returning ${JOB_COLUMNS}`;

const BEGIN_ATTEMPT = /* sql */ `
  with ${ACTOR}
  update execution_log set state = 'QUEUED', run_attempt = run_attempt + 1, run_id = null, first_run_id = null,
    replaced_run_ids = '{}', change_number = 0, hold = :hold, plan = null, reason = :reason, next_retry_at = null, record_count = null,
    file_storage_id = null, note_step = null, note_try = null, note_run_id = null, render_try = null, render_run_id = null,
    kicked_off_at = clock_timestamp(), kickoff_xid = pg_current_xact_id(), started_at = null, ended_at = null, request_id = coalesce(:requestId, request_id),
    user_id = coalesce(:userId, user_id),
    field_specs = coalesce(:fieldSpecs::jsonb, field_specs), ext_field_specs = coalesce(:extFieldSpecs::jsonb, ext_field_specs),
    search_spec = case when :fieldSpecs::jsonb is null then search_spec else :searchSpec end,
    format = coalesce(:format, format), report_id = coalesce(:reportId, report_id),
    report_name = coalesce(:reportName, report_name), definition = coalesce(:definition::jsonb, definition),
    definition_sha256 = coalesce(:definitionSha256, definition_sha256)
  from actor
  where ${UNMOVED} and (file_storage_id is null or state = 'EXPIRED') and actor.name <> ''
  returning ${JOB_COLUMNS}`;

const CLOSE_LOST_RUN = /* sql */ `
  with ${ACTOR}
  update execution_log set state = 'FAILED', ended_at = clock_timestamp(), reason = left(:reason, 4000), next_retry_at = null
  from actor
  where ${UNMOVED} and file_storage_id is null and actor.name <> ''
  returning ${JOB_COLUMNS}`;

const NOTE_START = /* sql */ `
  with ${ACTOR}
  update execution_log set reason = :reason
  from actor
  where job_id = :jobId and tenant_id = :tenantId and state = 'QUEUED' and run_attempt = :runAttempt and run_id is null and actor.name <> ''
    and reason is distinct from :reason
  returning ${JOB_COLUMNS}`;

const FIND_FILE = /* sql */ `
  select f.* from report_file f join execution_log l on l.file_storage_id = f.file_storage_id
  where l.job_id = :jobId and l.tenant_id = :tenantId`;

const LIST_FILE_IDS = /* sql */ `
  select f.file_storage_id from report_file f join execution_log l using (job_id)
  where l.job_id = :jobId and l.tenant_id = :tenantId`;

/** Of all tenants, like whatever the service looks at by itself. */
const LIST_UNTOUCHED = /* sql */ `
  select ${JOB_COLUMNS} from execution_log l
  where state in ('QUEUED', 'RUNNING', 'PAUSED') and touched_at < :before and job_id > :after
    and not exists (select from execution_log_progress p where p.job_id = l.job_id and p.touched_at >= :before)
  order by job_id limit :limit`;

/** The ExecutionLog as the REST side and reconciliation use it. */
export function createExecutionLog(knex: Knex): ExecutionLog {
  const first = async (sql: string, bindings: Record<string, Knex.RawBinding>, signal: AbortSignal) => {
    const { rows } = await ask(signal, () => knex.raw<{ rows: JobRow[] }>(sql, bindings));
    return rows[0] === undefined ? undefined : toJob(rows[0]);
  };

  return {
    register: (newJob, signal) => registerJob(knex, newJob, signal),

    async findKeptOrder({ tenantId, userId, key, keepMs }, signal) {
      type Row = { job_id: string; fingerprint: string };
      const bindings = { tenantId, userId, key, keepMs };
      const { rows } = await ask(signal, () => knex.raw<{ rows: Row[] }>(FIND_KEPT_ORDER, bindings));
      return rows[0] === undefined ? undefined : { jobId: rows[0].job_id, fingerprint: rows[0].fingerprint };
    },

    async find(jobId, signal) {
      type Row = JobRow & { definition: ReportDefinition };
      const { rows } = await ask(signal, () => knex.raw<{ rows: Row[] }>(FIND, { jobId }));
      return rows[0] === undefined ? undefined : { job: toJob(rows[0]), definition: rows[0].definition };
    },

    findAccepted: (jobId, signal) => first(FIND_ACCEPTED, { jobId }, signal),

    async beginAttempt(change, signal) {
      const note = toCommentEntry('service', 'the file was complete before a new attempt was asked for.');
      return (
        (await first(BEGIN_ATTEMPT, attemptBindings(change), signal)) ??
        (await first(COMPLETE_INSTEAD, { ...fenceBindings(change.fence), actor: change.actor, note }, signal))
      );
    },

    async closeLostRun(fence, reason, signal) {
      const actor = 'reconciliation';
      const note = toCommentEntry('service', `the file was complete before its run was closed. ${reason}`);
      const closed = { ...fenceBindings(fence), actor, reason: toText(reason) };
      return (
        (await first(CLOSE_LOST_RUN, closed, signal)) ??
        (await first(COMPLETE_INSTEAD, { ...fenceBindings(fence), actor, note }, signal))
      );
    },

    noteStart: (fence, signal) => first(NOTE_START, { ...fence, actor: 'kickstart' }, signal),

    async listUntouched(page, signal) {
      const { rows } = await ask(signal, () => knex.raw<{ rows: JobRow[] }>(LIST_UNTOUCHED, page));
      return rows.map(toJob);
    },

    async findFile({ id: jobId, tenantId }, signal) {
      const { rows } = await ask(signal, () => knex.raw<{ rows: FileRow[] }>(FIND_FILE, { jobId, tenantId }));
      return rows[0] === undefined ? undefined : toReportFile(rows[0]);
    },

    async listFileIds({ id: jobId, tenantId }, signal) {
      type Row = Pick<FileRow, 'file_storage_id'>;
      const { rows } = await ask(signal, () => knex.raw<{ rows: Row[] }>(LIST_FILE_IDS, { jobId, tenantId }));
      return rows.map((row) => row.file_storage_id);
    },

    async listById(jobIds, signal) {
      const sql = `select ${JOB_COLUMNS} from execution_log where job_id = any(:jobIds)`;
      const { rows } = await ask(signal, () => knex.raw<{ rows: JobRow[] }>(sql, { jobIds: [...jobIds] }));
      return rows.map(toJob);
    },
  };
}

function attemptBindings(change: NewAttempt): Record<string, Knex.RawBinding> {
  return {
    ...fenceBindings(change.fence),
    actor: change.actor,
    hold: change.hold,
    reason: change.reason,
    requestId: change.requestId,
    userId: change.userId,
    fieldSpecs: change.requested === null ? null : JSON.stringify(change.requested.fieldSpecs),
    extFieldSpecs: change.requested === null ? null : JSON.stringify(change.requested.extFieldSpecs),
    searchSpec: change.searchSpec,
    format: change.format,
    reportId: change.report?.definition.id ?? null,
    reportName: change.report?.definition.name ?? null,
    definition: change.report === null ? null : JSON.stringify(change.report.definition),
    definitionSha256: change.report?.sha256 ?? null,
  };
}

function fenceBindings(fence: RowFence): Record<string, Knex.RawBinding> {
  const { id: jobId, tenantId, state, runAttempt, runId } = fence;
  return { jobId, tenantId, state, runAttempt, runId };
}
