import type { Knex } from 'knex';

/** Finds the few deleted jobs whose file is still to be removed. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
    create index execution_log_left_files on execution_log (job_id)
      where state = 'DELETED' and file_storage_id is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `drop index execution_log_left_files;`);
}
