import pg from 'pg';

import { POSTGRES_ROLES, type PostgresPasswords } from './postgresPasswords.ts';

/** Owner, service and reader with their passwords, and the owner's database. Safe to run again. */
export async function createRolesAndDatabase(wanted: {
  adminUrl: string;
  passwords: PostgresPasswords;
  database: string;
}): Promise<void> {
  const client = new pg.Client({ connectionString: wanted.adminUrl });
  await client.connect();
  try {
    for (const role of ['owner', 'service', 'clinical'] as const) {
      await createRole(client, POSTGRES_ROLES[role], wanted.passwords[role]);
    }
    await createDatabase(client, wanted.database);
  } finally {
    await client.end();
  }
}

async function createRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  const verb = rowCount === 0 ? 'create' : 'alter';
  await client.query(
    `${verb} role ${client.escapeIdentifier(role)} login password ${client.escapeLiteral(password)}`,
  );
}

async function createDatabase(client: pg.Client, name: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (rowCount !== 0) return;
  const [database, owner] = [name, POSTGRES_ROLES.owner].map((word) => client.escapeIdentifier(word));
  await client.query(`create database ${database} owner ${owner}`);
}
