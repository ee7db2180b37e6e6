import type { Knex } from 'knex';

/** Whether special missing values stand in a column; null where nobody looked. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`alter table clinical.dataset_column add column special_missing boolean`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`alter table clinical.dataset_column drop column special_missing`);
}
