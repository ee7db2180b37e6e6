import type { Knex } from 'knex';

import type { JobFilter, JobList } from '../jobs/ports.ts';
import { ask } from './databaseError.ts';
import { JOB_COLUMNS, type JobRow, toJob } from './jobRow.ts';

type Row = (JobRow | { job_id: null }) & { total: string; newest: Date | null; snapshot: string };
type Bindings = Record<string, Knex.RawBinding>;

/**
 * A kick-off is visible once its transaction ends, so one with an earlier time may appear after the first page was read.
 * Only the last minute can hold such ones: no transaction lives longer.
 */
const SEEN = /* sql */ `kicked_off_at <= :newest and (kicked_off_at < :newest::timestamptz - interval '1 minute'
  or kickoff_xid is null or pg_visible_in_snapshot(kickoff_xid, :snapshot::pg_snapshot))`;

const PROGRESS = (column: 'rows' | 'total_rows') => /* sql */ `
  select p.${column} from execution_log_progress p where p.job_id = l.job_id and p.run_id = l.run_id`;

/** A page in the older half is reached sooner from the oldest job; the other way is then not gone at all. */
const IS_NEAR = /* sql */ `:offset::bigint * 2 <= n`;

/** Jobs of one scope after another, by the index that has all that is looked at; rows are read for the page alone. */
export function createJobList(knex: Knex): JobList {
  return {
    async list(filter, { limit, offset, asOf }, signal) {
      const scopes = toScopes(filter);
      const matching = toMatching(scopes, filter, asOf !== null);
      const newest = scopes.map((scope) => `(select max(kicked_off_at) from execution_log where ${scope})`);
      const sql = /* sql */ `
        with total as materialized (select count(*) as n from (${matching}) matching), page as materialized (
          (select job_id from (${matching}) matching order by kicked_off_at desc, job_id desc
           limit (select case when ${IS_NEAR} then :limit::bigint else 0 end from total) offset :offset::bigint)
          union all
          (select job_id from (${matching}) matching order by kicked_off_at, job_id
           limit (select case when ${IS_NEAR} then 0 else greatest(least(:limit::bigint, n - :offset::bigint), 0) end from total)
           offset (select greatest(n - :offset::bigint - :limit::bigint, 0) from total))
        )
        select (select n from total) as total, greatest(${newest.join(', ')}) as newest,
          pg_current_snapshot()::text as snapshot, job.*
        from (select) as always left join (page cross join lateral (
          select ${JOB_COLUMNS}, (${PROGRESS('rows')}) as progress_rows, (${PROGRESS('total_rows')}) as progress_total
          from execution_log l where l.job_id = page.job_id limit 1
        ) job) on true
        order by job.kicked_off_at desc, job.job_id desc`;
      const bindings = { ...toBindings(filter), ...asOf, limit, offset };
      const { rows } = await ask(signal, () => knex.raw<{ rows: Row[] }>(sql, bindings));
      const [first] = rows;
      const now = first?.newest ? { newest: first.newest, snapshot: first.snapshot } : null;
      return {
        jobs: rows.flatMap((row) => (row.job_id === null ? [] : [toJob(row)])),
        total: Number(first?.total ?? 0),
        asOf: asOf ?? now,
      };
    },
  };
}

/** Equalities on the index's first columns, so that each scope's jobs come in order. */
function toScopes({ scope }: JobFilter): string[] {
  if (scope === null) return ['tenant_id = :tenantId and study_id is null and study_mode is null'];
  return scope.modes.map(
    (mode) => `tenant_id = :tenantId and study_id = :studyId and study_mode = '${mode}'`,
  );
}

function toMatching(scopes: readonly string[], filter: JobFilter, isLaterPage: boolean): string {
  const conditions = [
    filter.states === null ? `state <> 'DELETED'` : 'state = any(:states)',
    ...(filter.reportId === null ? [] : ['report_id = :reportId']),
    ...(filter.userId === null ? [] : ['user_id = :userId']),
    ...(filter.kickoffFrom === null ? [] : ['kicked_off_at >= :kickoffFrom']),
    ...(filter.kickoffTo === null ? [] : ['kicked_off_at <= :kickoffTo']),
    ...(isLaterPage ? [SEEN] : []),
  ].join(' and ');
  return scopes
    .map((scope) => `select job_id, kicked_off_at from execution_log where ${scope} and ${conditions}`)
    .join(' union all ');
}

function toBindings({ scope, states, ...filter }: JobFilter): Bindings {
  return { ...filter, studyId: scope?.studyId ?? null, states: states === null ? null : [...states] };
}
