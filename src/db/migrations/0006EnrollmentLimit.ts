import type { Knex } from 'knex';

/** What Study Enrollment holds its counts against; blank site and country mean what lies above them. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
    create table clinical.enrollment_limit (
      tenant_id     text not null,
      study_id      text not null,
      mode          text not null check (mode in ('test', 'active', 'training')),
      country       text not null default '',
      siteid        text not null default '',
      status        text not null default '',
      screening     integer check (screening >= 0),
      randomization integer check (randomization >= 0),
      primary key (tenant_id, study_id, mode, country, siteid),
      foreign key (tenant_id, study_id) references clinical.study,
      check (siteid = '' or country <> '')
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `drop table clinical.enrollment_limit;`);
}
