import type { Knex } from 'knex';

import { AUDIT_OUTCOMES } from '../../domain/auditEvent.ts';

/**
 * Who did what, append-only. Number, time of writing and the writing role are defaults that the service is not granted to
 * give, so it cannot forge them; `at` is when it happened, which is never after it was written.
 */
export async function up(knex: Knex): Promise<void> {
  const outcomes = AUDIT_OUTCOMES.map((outcome) => `'${outcome}'`).join(', ');
  await knex.raw(/* sql */ `
    create table audit_event (
      number         bigint generated always as identity primary key,
      event_id       uuid not null unique,
      at             timestamptz(3) not null,
      recorded_at    timestamptz(3) not null default clock_timestamp(),
      recorded_by    name not null default session_user,
      tenant_id      text not null check (tenant_id <> ''),
      user_id        text not null check (user_id <> ''),
      action         text not null check (action <> ''),
      study_id       text,
      study_mode     text check (study_mode in ('test', 'active', 'training')),
      job_id         text,
      outcome        text not null check (outcome in (${outcomes})),
      status         smallint not null,
      error_code     text,
      bytes          bigint,
      client_address text,
      request_id     text not null
    );
    create index audit_event_study on audit_event (tenant_id, study_id, study_mode, number desc);
    create index audit_event_tenant on audit_event (tenant_id, number desc);
    create index audit_event_job on audit_event (job_id, number desc) where job_id is not null;

    create function audit_event_guard() returns trigger language plpgsql set search_path = pg_catalog as $$
    begin
      new.at := least(new.at, clock_timestamp());
      return new;
    end $$;
    create trigger guard before insert on audit_event for each row execute function audit_event_guard();
    create trigger append_only before update or delete or truncate on audit_event
      for each statement execute function refuse_change();
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
    drop table audit_event;
    drop function audit_event_guard;
  `);
}
