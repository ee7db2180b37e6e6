import type { Knex } from 'knex';

/** How many digits the numbers of a column of decimals have at most; null where nobody counted, or one of them is not finite. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
    alter table clinical.dataset_column add column digits_before integer, add column digits_behind integer;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    /* sql */ `alter table clinical.dataset_column drop column digits_before, drop column digits_behind;`,
  );
}
