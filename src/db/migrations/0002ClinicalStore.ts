import type { Knex } from 'knex';

/**
 * The clinical store: studies, their subjects and visits, and the registry of datasets. The rows of a dataset lie in a
 * table of their own in `clinical_data`, one per import; the registry says which one stands.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
    create schema clinical;
    create schema clinical_data;

    create table clinical.study (
      tenant_id text not null,
      study_id  text not null check (study_id ~ '^[0-9A-F]{32}$'),
      name      text not null,
      primary key (tenant_id, study_id),
      unique (tenant_id, name)
    );

    -- Subjects and visits are derived anew by each import, which makes their study; a foreign key would cost half of that.
    create table clinical.subject (
      tenant_id text not null,
      study_id  text not null,
      mode      text not null,
      usubjid   text not null,
      subjid    text not null default '',
      scrnid    text not null default '',
      siteid    text not null default '',
      sitename  text not null default '',
      country   text not null default '',
      invid     text not null default '',
      invnam    text not null default '',
      primary key (tenant_id, study_id, mode, usubjid)
    );

    -- visitnum is rounded to nine decimals: transport files carry 9.3 and 9.299999999999999 for one visit.
    create table clinical.visit (
      tenant_id   text not null,
      study_id    text not null,
      mode        text not null,
      usubjid     text not null,
      visitnum    numeric not null,
      visit       text not null default '',
      unscheduled boolean not null default false,
      svstdtc     text not null default '',
      primary key (tenant_id, study_id, mode, usubjid, visitnum)
    );

    create table clinical.dataset (
      dataset_id  text primary key check (dataset_id ~ '^[0-9A-F]{32}$'),
      tenant_id   text not null,
      study_id    text,
      mode        text check (mode in ('test', 'active', 'training')),
      name        text not null,
      label       text not null default '',
      table_name  text not null unique,
      row_count   bigint not null,
      import_id   text not null,
      imported_at timestamptz(3) not null,
      file_name   text not null,
      file_sha256 text not null,
      check ((study_id is null) = (mode is null)),
      unique nulls not distinct (tenant_id, study_id, mode, name),
      foreign key (tenant_id, study_id) references clinical.study
    );

    -- column_name is the column of the data table: the name in lower case, shortened where PostgreSQL cannot hold it.
    create table clinical.dataset_column (
      dataset_id     text not null references clinical.dataset on delete cascade,
      position       integer not null,
      name           text not null,
      column_name    text not null,
      label          text not null default '',
      type           text not null,
      length         integer,
      display_format text,
      logical_type   text,
      primary key (dataset_id, position),
      unique (dataset_id, column_name)
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
    drop schema clinical_data cascade;
    drop schema clinical cascade;
  `);
}
