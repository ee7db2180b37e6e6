import type { Knex } from 'knex';

import type { Job } from '../domain/job.ts';
import type { NewJob } from '../jobs/ports.ts';
import { ask } from './databaseError.ts';
import { JOB_COLUMNS, type JobRow, toJob } from './jobRow.ts';

/** Each writing statement names its actor in a CTE that it reads from, so that one round trip is one transaction. */
export const ACTOR = /* sql */ `actor as materialized (select set_config('app.actor', :actor, true) as name)`;

const insertFrom = (source: string) => /* sql */ `
  insert into execution_log (job_id, tenant_id, state, run_attempt, study_id, study_name, study_mode, report_id, report_name,
    format, definition, definition_sha256, field_specs, ext_field_specs, search_spec, user_id, request_id, kicked_off_at)
  select :jobId, :tenantId, 'QUEUED', 1, :studyId, :studyName, :studyMode, :reportId, :reportName, :format, :definition,
    :definitionSha256, :fieldSpecs, :extFieldSpecs, :searchSpec, actor.name, :requestId, clock_timestamp()
  from ${source}
  on conflict (job_id) do nothing
  returning ${JOB_COLUMNS}`;

const REGISTER = `with ${ACTOR} ${insertFrom('actor')}`;

const EXPIRED = /* sql */ `clock_timestamp() - :keepMs * interval '1 millisecond'`;

/** Key and job stand together or not at all. Each new key clears some that have expired, so that they do not pile up. */
const REGISTER_WITH_KEY = /* sql */ `
  with ${ACTOR}, claimed as (
    insert into idempotency_key as kept (tenant_id, user_id, key, fingerprint, job_id)
    values (:tenantId, :actor, :key, :fingerprint, :jobId)
    on conflict (tenant_id, user_id, key)
      do update set fingerprint = excluded.fingerprint, job_id = excluded.job_id, created_at = excluded.created_at
      where kept.created_at < ${EXPIRED}
    returning job_id
  ), cleared as (
    delete from idempotency_key where (tenant_id, user_id, key) in (
      select tenant_id, user_id, key from idempotency_key
      where created_at < ${EXPIRED} and (tenant_id, user_id, key) <> (:tenantId, :actor, :key)
      order by created_at limit 10 for update skip locked)
  ) ${insertFrom('actor, claimed')}`;

/** Finds what a caller's key stands for. */
export const FIND_KEPT_ORDER = /* sql */ `
  select job_id, fingerprint from idempotency_key
  where tenant_id = :tenantId and user_id = :userId and key = :key and created_at >= ${EXPIRED}`;

/** Inserts the row of a new job; undefined where its id or its key is taken. */
export async function registerJob(knex: Knex, newJob: NewJob, signal: AbortSignal): Promise<Job | undefined> {
  const bindings = toBindings(newJob);
  // The one statement that every kickstart waits for: each connection parses and plans it once.
  const statement =
    newJob.key === undefined
      ? knex.raw<{ rows: JobRow[] }>(REGISTER, bindings).options({ name: 'register' })
      : knex.raw<{ rows: JobRow[] }>(REGISTER_WITH_KEY, { ...bindings, ...newJob.key });
  const { rows } = await ask(signal, () => statement);
  return rows[0] === undefined ? undefined : toJob(rows[0]);
}

function toBindings(newJob: NewJob): Record<string, Knex.RawBinding> {
  return {
    actor: newJob.userId,
    jobId: newJob.id,
    tenantId: newJob.tenantId,
    studyId: newJob.studyId,
    studyName: newJob.studyName,
    studyMode: newJob.studyMode,
    format: newJob.format,
    reportId: newJob.report.definition.id,
    reportName: newJob.report.definition.name,
    definition: JSON.stringify(newJob.report.definition),
    definitionSha256: newJob.report.sha256,
    fieldSpecs: JSON.stringify(newJob.requested.fieldSpecs),
    extFieldSpecs: JSON.stringify(newJob.requested.extFieldSpecs),
    searchSpec: newJob.searchSpec,
    requestId: newJob.requestId,
  };
}
