import type { Knex } from 'knex';

/** One reading of the clock for both times: a second one could fall in the next millisecond, after the time of writing. */
export async function up(knex: Knex): Promise<void> {
  await replaceGuard(knex, 'new.recorded_at');
}

export async function down(knex: Knex): Promise<void> {
  await replaceGuard(knex, 'clock_timestamp()');
}

async function replaceGuard(knex: Knex, written: string): Promise<void> {
  await knex.raw(/* sql */ `
    create or replace function audit_event_guard() returns trigger language plpgsql set search_path = pg_catalog as $$
    begin
      new.at := least(new.at, ${written});
      return new;
    end $$;
  `);
}
