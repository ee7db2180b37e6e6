import { randomBytes } from 'node:crypto';
import pg from 'pg';

import { DATABASE, withDatabase } from '../../src/embedded/postgres.ts';
import { requireSetting } from './requireSetting.ts';

export type TestDatabase = {
  name: string;
  ownerUrl: string;
  serviceUrl: string;
  clinicalUrl: string;
  /** The superuser, connected to this database. */
  adminUrl: string;
  drop(): Promise<void>;
};

/** A database of its own for one test file: a clone of the migrated template, or of another one. */
export async function createTestDatabase(template = DATABASE): Promise<TestDatabase> {
  const adminUrl = requireSetting('TEST_DATABASE_ADMIN_URL');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await runAsAdmin(adminUrl, `create database ${name} template ${template} owner report_owner`);
  return {
    name,
    ownerUrl: withDatabase(requireSetting('TEST_DATABASE_OWNER_URL'), name),
    serviceUrl: withDatabase(requireSetting('TEST_DATABASE_SERVICE_URL'), name),
    clinicalUrl: withDatabase(requireSetting('TEST_DATABASE_CLINICAL_URL'), name),
    adminUrl: withDatabase(adminUrl, name),
    drop: () => runAsAdmin(adminUrl, `drop database if exists ${name} with (force)`),
  };
}

async function runAsAdmin(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
