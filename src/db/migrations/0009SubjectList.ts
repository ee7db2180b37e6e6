import type { Knex } from 'knex';

/**
 * Subjects and visits of a study lie in tables of their import, as the rows of its datasets do; the list says which ones
 * stand. An import writes them whole and builds their keys at once, where a key that all studies share is grown row by row.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
    create table clinical.subject_list (
      tenant_id     text not null,
      study_id      text not null,
      mode          text not null check (mode in ('test', 'active', 'training')),
      subject_table text not null unique,
      visit_table   text not null unique,
      primary key (tenant_id, study_id, mode),
      foreign key (tenant_id, study_id) references clinical.study
    );

    do $$
    declare
      scope record;
      subjects text;
      visits text;
    begin
      for scope in select distinct tenant_id, study_id, mode from clinical.dataset where study_id is not null loop
        subjects := upper(replace(gen_random_uuid()::text, '-', ''));
        visits := upper(replace(gen_random_uuid()::text, '-', ''));
        execute format('create table clinical_data.%I (usubjid text primary key, subjid text not null, scrnid text not null,
          siteid text not null, sitename text not null, country text not null, invid text not null, invnam text not null)',
          subjects);
        execute format('create table clinical_data.%I (usubjid text, visitnum numeric, visit text not null,
          unscheduled boolean not null, svstdtc text not null, primary key (usubjid, visitnum))', visits);
        execute format('insert into clinical_data.%I
          select usubjid, subjid, scrnid, siteid, sitename, country, invid, invnam from clinical.subject
          where tenant_id = %L and study_id = %L and mode = %L', subjects, scope.tenant_id, scope.study_id, scope.mode);
        execute format('insert into clinical_data.%I
          select usubjid, visitnum, visit, unscheduled, svstdtc from clinical.visit
          where tenant_id = %L and study_id = %L and mode = %L', visits, scope.tenant_id, scope.study_id, scope.mode);
        execute format('analyze clinical_data.%I', subjects);
        execute format('analyze clinical_data.%I', visits);
        insert into clinical.subject_list values (scope.tenant_id, scope.study_id, scope.mode, subjects, visits);
      end loop;
    end $$;

    drop table clinical.subject;
    drop table clinical.visit;
  `);
}

/** Says again what 0002 says: a migration stands by itself, whatever becomes of another one. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
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

    do $$
    declare
      listed clinical.subject_list;
    begin
      for listed in select * from clinical.subject_list loop
        execute format('insert into clinical.subject select %L, %L, %L, t.* from clinical_data.%I t',
          listed.tenant_id, listed.study_id, listed.mode, listed.subject_table);
        execute format('insert into clinical.visit select %L, %L, %L, t.* from clinical_data.%I t',
          listed.tenant_id, listed.study_id, listed.mode, listed.visit_table);
        execute format('drop table clinical_data.%I, clinical_data.%I', listed.subject_table, listed.visit_table);
      end loop;
    end $$;

    drop table clinical.subject_list;
  `);
}
