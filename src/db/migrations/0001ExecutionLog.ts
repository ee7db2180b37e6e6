import type { Knex } from 'knex';

import { JOB_STATES, RETRYABLE_STATES, TRANSITIONS } from '../../domain/job.ts';

/** The service's own tables: the ExecutionLog with its append-only history, its progress, and the files. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
    create table execution_log (
      job_id                text primary key check (job_id ~ '^[0-9A-F]{32}$'),
      tenant_id             text not null,
      state                 text not null check (state in (${JOB_STATES.map((state) => `'${state}'`).join(', ')})),
      run_attempt           integer not null check (run_attempt > 0),
      run_id                text,
      first_run_id          text,
      replaced_run_ids      text[] not null default '{}',
      change_number         integer not null default 0,
      hold                  boolean not null default false,
      study_id              text,
      study_name            text,
      study_mode            text check (study_mode in ('test', 'active', 'training')),
      report_id             text not null,
      report_name           text not null,
      format                text not null,
      definition            jsonb not null,
      definition_sha256     text not null,
      field_specs           jsonb not null,
      ext_field_specs       jsonb not null,
      plan                  jsonb,
      search_spec           text,
      sort_spec             text,
      comment               text,
      reason                text,
      file_storage_id       text,
      record_count          bigint,
      user_id               text not null,
      request_id            text not null,
      kicked_off_at         timestamptz(3) not null,
      started_at            timestamptz(3),
      ended_at              timestamptz(3),
      next_retry_at         timestamptz(3),
      note_step             text,
      note_try              integer,
      note_run_id           text,
      render_try            bigint,
      render_run_id         text,
      object_version_number bigint not null default 1,
      operation_type        text not null default 'INSERT',
      touched_at            timestamptz(3) not null default clock_timestamp(),
      check ((study_id is null) = (study_mode is null))
    );
    create index execution_log_active on execution_log (touched_at) where state in ('QUEUED', 'RUNNING', 'PAUSED');
    create index execution_log_newest on execution_log (tenant_id, study_id, study_mode, kicked_off_at desc, job_id);

    create table execution_log_history (
      job_id                text not null,
      object_version_number bigint not null,
      at                    timestamptz(3) not null default clock_timestamp(),
      actor                 text not null,
      operation             text not null,
      members               text[] not null,
      entry                 jsonb not null,
      primary key (job_id, object_version_number)
    );

    create table execution_log_progress (
      job_id     text primary key references execution_log,
      run_id     text not null,
      try_number bigint not null,
      rows       bigint not null,
      total_rows bigint,
      touched_at timestamptz(3) not null default clock_timestamp()
    );

    create table report_file (
      file_storage_id text primary key check (file_storage_id ~ '^[0-9A-F]{32}$'),
      job_id          text not null references execution_log,
      run_attempt     integer not null,
      file_name       text not null,
      media_type      text not null,
      size_bytes      bigint not null,
      sha256          text not null,
      record_count    bigint not null,
      snapshot_at     timestamptz(3) not null,
      manifest        json not null,
      stamp           jsonb not null,
      committed_at    timestamptz(3) not null default clock_timestamp(),
      unique (job_id, run_attempt)
    );
  `);
  await knex.raw(transitionCheck());
  await knex.raw(commentFunction());
  await knex.raw(historyTriggers());
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
    drop table report_file, execution_log_progress, execution_log_history, execution_log;
    drop function execution_log_guard, execution_log_record, refuse_change, is_legal_transition, append_comment;
  `);
}

/** The domain's table of transitions as a function of the database, so that it stands once. */
function transitionCheck(): string {
  const list = (states: readonly string[]) => states.map((state) => `'${state}'`).join(', ');
  const arms = Object.entries(TRANSITIONS)
    .filter(([, targets]) => targets.length > 0)
    .map(([from, targets]) => `when old_state = '${from}' then new_state in (${list(targets)})`);
  return /* sql */ `
    create function is_legal_transition(old_state text, new_state text, is_new_attempt boolean) returns boolean
    language sql immutable return case
      when is_new_attempt then new_state = 'QUEUED' and old_state in (${list(RETRYABLE_STATES)})
      when old_state = new_state then true
      ${arms.join('\n      ')}
      else false
    end;
  `;
}

/** The newest whole comments, newest last, as many as fit 4,000 characters; all of them are in the history. */
function commentFunction(): string {
  return /* sql */ `
    create function append_comment(old_text text, entry text) returns text language sql immutable
    return case
      when entry is null then old_text
      when coalesce(old_text, '') = '' then left(entry, 4000)
      when length(old_text) + 1 + length(entry) <= 4000 then old_text || E'\\n' || entry
      when length(entry) >= 4000 then left(entry, 4000)
      else coalesce(nullif(substr(
        right(old_text, 3999 - length(entry)),
        case when substr(old_text, length(old_text) - 3999 + length(entry), 1) = E'\\n' then 1
             when strpos(right(old_text, 3999 - length(entry)), E'\\n') = 0 then 4000
             else strpos(right(old_text, 3999 - length(entry)), E'\\n') + 1 end
      ), '') || E'\\n', '') || entry
    end;
  `;
}

/**
 * Every change needs an actor, follows the table of transitions, counts the version up and is recorded. The recording
 * function runs as the owner, because the service may only read the history; what it names is looked for among temporary
 * tables last, so that none can stand in the history's place.
 */
function historyTriggers(): string {
  return /* sql */ `
    create function execution_log_guard() returns trigger language plpgsql set search_path = pg_catalog, public as $$
    begin
      if coalesce(current_setting('app.actor', true), '') = '' then
        raise exception 'a change of the execution log needs an actor' using errcode = 'RG001';
      end if;
      if tg_op = 'INSERT' then
        if new.state <> 'QUEUED' or new.run_attempt <> 1 then
          raise exception 'a job begins QUEUED with its first attempt' using errcode = 'RG002';
        end if;
        return new;
      end if;
      if new.job_id <> old.job_id or new.tenant_id <> old.tenant_id then
        raise exception 'a job keeps its id and its tenant' using errcode = 'RG002';
      end if;
      if new.run_attempt not in (old.run_attempt, old.run_attempt + 1)
         or not is_legal_transition(old.state, new.state, new.run_attempt > old.run_attempt) then
        raise exception 'no transition from % to %', old.state, new.state using errcode = 'RG002';
      end if;
      new.object_version_number := old.object_version_number + 1;
      new.operation_type := 'UPDATE';
      new.touched_at := clock_timestamp();
      return new;
    end $$;
    create trigger guard before insert or update on execution_log for each row execute function execution_log_guard();

    create function execution_log_record() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
    declare
      technical constant text[] := array['touched_at', 'object_version_number', 'operation_type', 'change_number'];
      large constant text[] := array['definition', 'plan', 'field_specs', 'ext_field_specs'];
      old_row jsonb;
      changed jsonb := to_jsonb(new) - technical;
    begin
      if tg_op = 'INSERT' then
        changed := jsonb_strip_nulls(changed);
      else
        old_row := to_jsonb(old);
        changed := (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(changed)
                     where value is distinct from old_row -> key);
      end if;
      insert into execution_log_history (job_id, object_version_number, actor, operation, members, entry)
      values (new.job_id, new.object_version_number, current_setting('app.actor'), tg_op,
              array(select jsonb_object_keys(changed) order by 1), changed - large);
      return null;
    end $$;
    create trigger record after insert or update on execution_log for each row execute function execution_log_record();

    create function refuse_change() returns trigger language plpgsql set search_path = pg_catalog as $$
    begin
      raise exception 'the history is append-only' using errcode = 'RG003';
    end $$;
    create trigger append_only before update or delete or truncate on execution_log_history
      for each statement execute function refuse_change();
    create trigger keep before delete or truncate on execution_log for each statement execute function refuse_change();
  `;
}
