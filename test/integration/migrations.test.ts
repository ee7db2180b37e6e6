import assert from 'node:assert/strict';
import knex, { type Knex } from 'knex';

import { migrate, rollback, takeBack } from '../../src/db/migrate.ts';
import { POSTGRES_ROLES } from '../../src/embedded/postgresPasswords.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { findTables } from '../support/subjectTables.ts';

const ROLES = { service: POSTGRES_ROLES.service, clinical: POSTGRES_ROLES.clinical };

/** Everything of ours that the catalogue knows: columns, constraints, indexes, triggers, functions, rights. */
const SHAPE = /* sql */ `
  select 'column' as kind, attrelid::regclass || ' ' || attname as name,
    format_type(atttypid, atttypmod) || attnotnull || coalesce(pg_get_expr(adbin, adrelid), '') as shape
  from pg_attribute join pg_class c on c.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
  where attnum > 0 and relkind in ('r', 'i') and relnamespace::regnamespace::text in ('public', 'clinical', 'clinical_data')
  union all
  select 'constraint', conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid) from pg_constraint
  where connamespace::regnamespace::text in ('public', 'clinical')
  union all
  select 'trigger', tgrelid::regclass || ' ' || tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  union all
  select 'function', oid::regprocedure::text, pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
  union all
  select 'rights', oid::regclass::text, coalesce(relacl::text, '') from pg_class
  where relkind = 'r' and relnamespace::regnamespace::text in ('public', 'clinical', 'clinical_data')
  order by 1, 2, 3`;

describe('the migrations', () => {
  let database: TestDatabase;
  let owner: Knex;
  before(async () => {
    database = await createTestDatabase();
    owner = knex({ client: 'pg', connection: database.ownerUrl });
  });
  after(async () => {
    await owner.destroy();
    await database.drop();
  });

  type Shape = { kind: string; name: string; shape: string };
  const readShape = async () => (await owner.raw<{ rows: Shape[] }>(SHAPE)).rows;

  it('go down to nothing and up to the same schema and rights again', async () => {
    const migrated = await readShape();
    assert.ok(migrated.some(({ kind, name }) => kind === 'trigger' && name === 'execution_log guard'));
    await rollback(owner);
    const left = (await readShape()).filter(({ name }) => !name.includes('knex_migrations'));
    assert.deepEqual(left, []);
    await migrate(owner, ROLES);
    assert.deepEqual(await readShape(), migrated);
  });

  it('change nothing where the schema is the newest already', async () => {
    const migrated = await readShape();
    await migrate(owner, ROLES);
    assert.deepEqual(await readShape(), migrated);
  });

  it('hand on the subjects and visits of the versions before', async () => {
    const query = async (sql: string) => (await owner.raw<{ rows: Record<string, unknown>[] }>(sql)).rows;
    const readOld = async () => [
      await query('select * from clinical.subject order by usubjid'),
      await query('select * from clinical.visit order by usubjid'),
    ];
    const studies = ['A', 'B'].map((letter) => letter.repeat(32));
    await takeBack(owner, '0009SubjectList');
    for (const study of studies) {
      await query(`insert into clinical.study values ('acme', '${study}', '${study}')`);
      await query(
        `insert into clinical.dataset (dataset_id, tenant_id, study_id, mode, name, table_name, row_count, import_id,
                                       imported_at, file_name, file_sha256)
         values ('${study}', 'acme', '${study}', 'test', 'DM', '${study}', 1, '1', now(), 'dm.csv', '')`,
      );
      await query(
        `insert into clinical.subject values ('acme', '${study}', 'test', 'of ${study}', '1', '', '701')`,
      );
      await query(
        `insert into clinical.visit values ('acme', '${study}', 'test', 'of ${study}', 1.5, 'WEEK 1', true, '2014')`,
      );
    }
    const before = await readOld();

    await migrate(owner, ROLES);
    for (const study of studies) {
      const { subject, visit } = await findTables((sql) => query(sql.replace('$1', `'${study}'`)), study);
      assert.deepEqual(await query(`select usubjid, subjid, siteid, country from ${subject}`), [
        { usubjid: `of ${study}`, subjid: '1', siteid: '701', country: '' },
      ]);
      assert.deepEqual(await query(`select * from ${visit}`), [
        { usubjid: `of ${study}`, visitnum: '1.5', visit: 'WEEK 1', unscheduled: true, svstdtc: '2014' },
      ]);
    }
    await takeBack(owner, '0009SubjectList');
    assert.deepEqual(await readOld(), before);
  });
});
