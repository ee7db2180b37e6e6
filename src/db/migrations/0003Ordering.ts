import type { Knex } from 'knex';

/** Orders under a caller's own key, and the order in which a scope's jobs are listed. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
    create table idempotency_key (
      tenant_id   text not null,
      user_id     text not null,
      key         text not null,
      fingerprint text not null,
      job_id      text not null references execution_log,
      created_at  timestamptz(3) not null default clock_timestamp(),
      primary key (tenant_id, user_id, key)
    );
    create index idempotency_key_age on idempotency_key (created_at);

    -- Which transaction kicked the job off: a list tells by it what could not be seen yet when its first page was read. Rows
    -- that stand already have none, which saves writing the table anew.
    alter table execution_log add column kickoff_xid xid8;
    alter table execution_log alter column kickoff_xid set default pg_current_xact_id();
    ${replaceInRecorder(`'operation_type']`, `'operation_type', 'kickoff_xid']`)}

    -- Read backwards, newest first; what the list filters by stands beside the key, so that a page's ids need no row.
    drop index execution_log_newest;
    create index execution_log_newest on execution_log (tenant_id, study_id, study_mode, kicked_off_at, job_id)
      include (state, report_id, user_id, kickoff_xid);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
    drop index execution_log_newest;
    create index execution_log_newest on execution_log (tenant_id, study_id, study_mode, kicked_off_at desc, job_id);
    ${replaceInRecorder(`'operation_type', 'kickoff_xid']`, `'operation_type']`)}
    alter table execution_log drop column kickoff_xid;
    drop table idempotency_key;
  `);
}

/** The history leaves out technical members: one more, or one less, in the function that records it. */
function replaceInRecorder(old: string, replacement: string): string {
  return /* sql */ `
    do $do$ begin
      execute replace(pg_get_functiondef('execution_log_record'::regproc), $old$${old}$old$, $new$${replacement}$new$);
    end $do$;`;
}
