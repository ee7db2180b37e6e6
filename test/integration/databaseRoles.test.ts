import assert from 'node:assert/strict';
import pg from 'pg';

import { createAuditTrail } from '../../src/db/auditTrail.ts';
import { openDatabase } from '../../src/db/connection.ts';
import { createExecutionLog } from '../../src/db/executionLog.ts';
import { anAuditEvent } from '../support/auditEvents.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { aNewJob, STUDY } from '../support/jobs.ts';

const signal = new AbortController().signal;
const DENIED = '42501';
const APPEND_ONLY = 'RG003';

type Role = 'service' | 'clinical' | 'owner';
type Attempt = [what: string, statement: string];

const EVENT_COLUMNS = 'event_id, at, tenant_id, user_id, action, outcome, status, request_id';
const EVENT_VALUES = `gen_random_uuid(), now(), 'acme', 'ann', 'findJob', 'done', 200, 'r'`;

/** What the service, which holds the most rights of all processes, cannot do even where its password is stolen. */
const SERVICE: Attempt[] = [
  ['change an entry of the history', `update execution_log_history set actor = 'somebody else'`],
  ['delete entries of the history', 'delete from execution_log_history'],
  ['truncate the history', 'truncate execution_log_history'],
  [
    'forge an entry of the history',
    `insert into execution_log_history (job_id, object_version_number, actor, operation, members, entry)
     values (repeat('0', 32), 1, 'ann', 'UPDATE', '{}', '{}')`,
  ],
  ['change an audit event', `update audit_event set user_id = 'somebody else'`],
  ['delete audit events', 'delete from audit_event'],
  ['truncate the audit trail', 'truncate audit_event'],
  [
    'choose the number of an audit event',
    `insert into audit_event (number, ${EVENT_COLUMNS}) overriding system value values (1, ${EVENT_VALUES})`,
  ],
  [
    'choose when an audit event was written',
    `insert into audit_event (recorded_at, ${EVENT_COLUMNS}) values ('2020-01-01', ${EVENT_VALUES})`,
  ],
  [
    'choose who wrote an audit event',
    `insert into audit_event (recorded_by, ${EVENT_COLUMNS}) values ('postgres', ${EVENT_VALUES})`,
  ],
  [
    'replace an audit event',
    `insert into audit_event (${EVENT_COLUMNS}) values (${EVENT_VALUES}) on conflict (event_id) do update set user_id = 'x'`,
  ],
  ['set back the numbers of audit events', `select setval('audit_event_number_seq', 1)`],
  ['switch off the history’s guard', 'alter table execution_log_history disable trigger append_only'],
  ['switch off the audit trail’s guard', 'alter table audit_event disable trigger append_only'],
  ['switch off recording', 'alter table execution_log disable trigger record'],
  ['switch off the rules of states', 'alter table execution_log disable trigger guard'],
  ['drop a trigger', 'drop trigger record on execution_log'],
  [
    'make a trigger',
    'create trigger mine before insert on audit_event for each row execute function execution_log_guard()',
  ],
  ['bypass all triggers', `set session_replication_role = 'replica'`],
  ['drop the recording function', 'drop function execution_log_record cascade'],
  [
    'replace the recording function',
    `create or replace function execution_log_record() returns trigger language sql as 'select 1'`,
  ],
  ['delete a job', 'delete from execution_log'],
  ['truncate the jobs', 'truncate execution_log cascade'],
  ['change a file’s record', `update report_file set sha256 = repeat('0', 64), stamp = '{}'`],
  ['forge a manifest', `update report_file set manifest = '{}'`],
  ['delete a file’s record', 'delete from report_file'],
  ['truncate the files’ records', 'truncate report_file'],
  ['change a table', 'alter table execution_log add column mine text'],
  ['drop a table', 'drop table audit_event'],
  ['own a table', 'alter table audit_event owner to report_service'],
  ['make a table', 'create table elsewhere (id integer)'],
  ['make a schema', 'create schema elsewhere'],
  ['make a role', 'create role mine'],
  ['grant itself more', 'grant report_owner to report_service'],
  ['become the owner', 'set role report_owner'],
  ['read studies', 'select * from clinical.study'],
  ['read which tables hold subjects', 'select * from clinical.subject_list'],
  ['read the registry', 'select * from clinical.dataset'],
  ['read report rows', 'select * from clinical_data.rows_of_somebody'],
  ['write report rows', `insert into clinical_data.rows_of_somebody values ('x')`],
  ['change which migrations ran', 'delete from knex_migrations'],
  ['read a file of the server', `select pg_read_file('/etc/passwd')`],
  ['run a program on the server', `copy execution_log to program 'cat'`],
];

const CLINICAL: Attempt[] = [
  ...[
    'execution_log',
    'execution_log_history',
    'execution_log_progress',
    'report_file',
    'audit_event',
    'idempotency_key',
    'knex_migrations',
  ].map((table): Attempt => [`read ${table}`, `select * from ${table}`]),
  ['register a job', `insert into execution_log (job_id) values (repeat('0', 32))`],
  ['add an audit event', `insert into audit_event (${EVENT_COLUMNS}) values (${EVENT_VALUES})`],
  ['add a study', `insert into clinical.study values ('acme', repeat('0', 32), 'Mine')`],
  ['rename a study', `update clinical.study set name = 'Mine'`],
  ['delete which tables hold subjects', 'delete from clinical.subject_list'],
  ['point the registry elsewhere', `update clinical.dataset set table_name = 'mine'`],
  ['add report rows', `insert into clinical_data.rows_of_somebody values ('x')`],
  ['change report rows', `update clinical_data.rows_of_somebody set usubjid = 'x'`],
  ['truncate report rows', 'truncate clinical_data.rows_of_somebody'],
  ['drop report rows', 'drop table clinical_data.rows_of_somebody'],
  [
    'lock report rows against an import',
    'lock table clinical_data.rows_of_somebody in access exclusive mode',
  ],
  ['make a table among report rows', 'create table clinical_data.mine (id integer)'],
  ['make a table among the service’s', 'create table public.mine (id integer)'],
  ['make a schema', 'create schema mine'],
  ['make a function', `create function public.mine() returns integer language sql as 'select 1'`],
  ['bypass triggers', `set session_replication_role = 'replica'`],
  ['become the service', 'set role report_service'],
  ['become the owner', 'set role report_owner'],
  ['read a file of the server', `copy clinical.study from '/etc/passwd'`],
];

/** The owner may change the schema, which migrations must; what was written it does not change by a slip. */
const OWNER: Attempt[] = [
  ['change an entry of the history', `update execution_log_history set actor = 'somebody else'`],
  ['delete entries of the history', 'delete from execution_log_history'],
  ['truncate the history', 'truncate execution_log_history'],
  ['change an audit event', `update audit_event set user_id = 'somebody else'`],
  ['delete audit events', 'delete from audit_event'],
  ['truncate the audit trail', 'truncate audit_event'],
  ['delete a job', 'delete from execution_log'],
  ['truncate the jobs', 'truncate execution_log cascade'],
];
const OWNER_DENIED: Attempt[] = [
  ['bypass all triggers', `set session_replication_role = 'replica'`],
  ['become the superuser', 'set role postgres'],
  ['make a role', 'create role mine'],
  ['read a file of the server', `select pg_read_file('/etc/passwd')`],
];

describe('The database roles', () => {
  let database: TestDatabase;
  const clients = new Map<Role, pg.Client>();
  before(async () => {
    database = await createTestDatabase();
    const urls: [Role, string][] = [
      ['service', database.serviceUrl],
      ['clinical', database.clinicalUrl],
      ['owner', database.ownerUrl],
    ];
    for (const [role, connectionString] of urls) {
      const client = new pg.Client({ connectionString });
      await client.connect();
      clients.set(role, client);
    }
    await clients.get('owner')?.query(`
      insert into clinical.study values ('acme', '${STUDY.id}', '${STUDY.name}');
      create table clinical_data.rows_of_somebody (usubjid text);
      insert into clinical_data.rows_of_somebody values ('01-701-1015')`);
    const service = openDatabase({
      url: database.serviceUrl,
      poolSize: 1,
      applicationName: 'test',
      timeoutMs: 10_000,
    });
    await createExecutionLog(service).register(aNewJob(), signal);
    await createAuditTrail(service).append([anAuditEvent()], signal);
    await service.destroy();
  });
  after(async () => {
    for (const client of clients.values()) await client.end();
    await database.drop();
  });

  /** The SQLSTATE that an attempt ends with; what it did, where it did, is taken back. */
  const attempt = async (role: Role, statement: string): Promise<string> => {
    const client = clients.get(role);
    if (client === undefined) throw new Error(`There is no ${role}.`);
    await client.query('begin');
    try {
      return await client.query(statement).then(() => 'done', readCode);
    } finally {
      await client.query('rollback');
    }
  };

  const tables: [Role, string, Attempt[]][] = [
    ['service', DENIED, SERVICE],
    ['clinical', DENIED, CLINICAL],
    ['owner', APPEND_ONLY, OWNER],
    ['owner', DENIED, OWNER_DENIED],
  ];
  for (const [role, expected, attempts] of tables) {
    for (const [what, statement] of attempts) {
      it(`do not let the ${role} ${what}`, async () => {
        assert.equal(await attempt(role, statement), expected);
      });
    }
  }

  it('do not let the service change a job without saying who does', async () => {
    assert.equal(await attempt('service', `update execution_log set reason = 'x'`), 'RG001');
  });

  const ALLOWED: [Role, string][] = [
    ['service', 'select * from execution_log_history'],
    ['service', 'select * from audit_event'],
    ['service', `insert into audit_event (${EVENT_COLUMNS}) values (${EVENT_VALUES})`],
    ['clinical', 'select * from clinical.study'],
    ['clinical', 'select * from clinical_data.rows_of_somebody'],
    ['clinical', 'lock table clinical_data.rows_of_somebody in access share mode'],
  ];
  for (const [role, statement] of ALLOWED) {
    it(`let the ${role} ${statement.slice(0, 60)}`, async () => {
      assert.equal(await attempt(role, statement), 'done');
    });
  }

  /** Holds for tables that come later, too. */
  const UNGRANTED: [Role, string, string][] = [
    ['service', 'public', 'truncate, references, trigger'],
    ['service', 'clinical', 'select, insert, update, delete, truncate, references, trigger'],
    ['service', 'clinical_data', 'select, insert, update, delete, truncate, references, trigger'],
    ['clinical', 'public', 'select, insert, update, delete, truncate, references, trigger'],
    ['clinical', 'clinical', 'insert, update, delete, truncate, references, trigger'],
    ['clinical', 'clinical_data', 'insert, update, delete, truncate, references, trigger'],
  ];
  for (const [role, schema, rights] of UNGRANTED) {
    it(`give the ${role} on no table of ${schema}: ${rights}`, async () => {
      const found = await clients.get('owner')?.query(
        `select relname from pg_class
         where relnamespace = $1::regnamespace and relkind = 'r' and has_table_privilege($2, oid, $3)`,
        [schema, `report_${role}`, rights],
      );
      assert.deepEqual(found?.rows, []);
    });
  }

  it('have none that is a superuser, may make roles or databases, or passes row security', async () => {
    const found = await clients.get('owner')?.query(
      `select rolname from pg_roles where rolname like 'report\\_%'
       and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)`,
    );
    assert.deepEqual(found?.rows, []);
  });
});

function readCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}
