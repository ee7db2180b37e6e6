import type { Knex } from 'knex';

import * as executionLog from './migrations/0001ExecutionLog.ts';
import * as clinicalStore from './migrations/0002ClinicalStore.ts';
import * as ordering from './migrations/0003Ordering.ts';
import * as auditTrail from './migrations/0004AuditTrail.ts';
import * as deletedFiles from './migrations/0005DeletedFiles.ts';
import * as enrollmentLimit from './migrations/0006EnrollmentLimit.ts';
import * as decimalDigits from './migrations/0007DecimalDigits.ts';
import * as auditClock from './migrations/0008AuditClock.ts';
import * as subjectList from './migrations/0009SubjectList.ts';
import * as specialMissing from './migrations/0010SpecialMissing.ts';

const MIGRATIONS = {
  '0001ExecutionLog': executionLog,
  '0002ClinicalStore': clinicalStore,
  '0003Ordering': ordering,
  '0004AuditTrail': auditTrail,
  '0005DeletedFiles': deletedFiles,
  '0006EnrollmentLimit': enrollmentLimit,
  '0007DecimalDigits': decimalDigits,
  '0008AuditClock': auditClock,
  '0009SubjectList': subjectList,
  '0010SpecialMissing': specialMissing,
};

type Name = keyof typeof MIGRATIONS;

/** The migrations as modules, so that the built product needs no folder of files. */
const migrationSource: Knex.MigrationSource<Name> = {
  getMigrations: () => Promise.resolve(Object.keys(MIGRATIONS).filter(isName)),
  getMigrationName: (name) => name,
  getMigration: (name) => Promise.resolve(MIGRATIONS[name]),
};

function isName(text: string): text is Name {
  return Object.hasOwn(MIGRATIONS, text);
}

/** The database roles by name: they exist already, with the passwords that their URLs carry. */
export type Roles = { service: string; clinical: string };

/** Brings the schema to the newest version and gives the two roles exactly what they need. Runs as the owner. */
export async function migrate(knex: Knex, roles: Roles): Promise<void> {
  await knex.migrate.latest({ migrationSource });
  await applyGrants(knex, roles);
}

/** Takes back the newest batch, for tests of the migrations themselves. */
export async function rollback(knex: Knex): Promise<void> {
  await knex.migrate.rollback({ migrationSource });
}

/** Takes back one migration, for tests of what it does to rows that stand. */
export async function takeBack(knex: Knex, name: Name): Promise<void> {
  await knex.migrate.down({ migrationSource, name });
}

/** The service writes rows, never history, and changes no record of a file; the clinical role only reads. */
async function applyGrants(knex: Knex, { service, clinical }: Roles): Promise<void> {
  await knex.raw(
    /* sql */ `
    revoke all on all tables in schema public from :service:, :clinical:;
    grant usage on schema public to :service:;
    grant select, insert, update on execution_log to :service:;
    grant select on execution_log_history to :service:;
    grant select, insert, update, delete on execution_log_progress to :service:;
    grant select, insert on report_file to :service:;
    grant select, insert, update, delete on idempotency_key to :service:;
    grant select, insert (event_id, at, tenant_id, user_id, action, study_id, study_mode, job_id, outcome, status, error_code,
      bytes, client_address, request_id) on audit_event to :service:;
    grant usage on schema clinical, clinical_data to :clinical:;
    grant select on all tables in schema clinical, clinical_data to :clinical:;
    alter default privileges in schema clinical_data grant select on tables to :clinical:;
    `,
    { service, clinical },
  );
}
