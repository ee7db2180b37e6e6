import assert from 'node:assert/strict';
import pg from 'pg';

import { openDatabase } from '../../src/db/connection.ts';
import { findStudyOwner } from '../../src/db/findStudyOwner.ts';
import { createStudyDirectory } from '../../src/db/studyDirectory.ts';
import { findFreePorts } from '../../src/embedded/findFreePorts.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const signal = new AbortController().signal;
const STUDY = 'A'.repeat(32);
const KEY = { tenantId: 'acme', studyId: STUDY };

describe('createStudyDirectory', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  const open = (url: string) => openDatabase({ url, poolSize: 2, applicationName: 'test', timeoutMs: 2_000 });

  before(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
  });
  beforeEach(async () => {
    await owner.query('delete from clinical.study');
    await owner.query(`insert into clinical.study values ('acme', $1, 'CDISCPILOT01')`, [STUDY]);
  });
  after(async () => {
    await owner.end();
    await database.drop();
  });

  async function using<T>(url: string, work: (knex: ReturnType<typeof open>) => Promise<T>): Promise<T> {
    const knex = open(url);
    try {
      return await work(knex);
    } finally {
      await knex.destroy();
    }
  }

  it("finds a study of the tenant's own, and no other's", () =>
    using(database.clinicalUrl, async (knex) => {
      const studies = createStudyDirectory(knex);
      assert.deepEqual(await studies.findStudy(KEY, signal), { id: STUDY, name: 'CDISCPILOT01' });
      assert.equal(await studies.findStudy({ ...KEY, tenantId: 'other' }, signal), undefined);
      assert.equal(await studies.findStudy({ ...KEY, studyId: 'B'.repeat(32) }, signal), undefined);
    }));

  it('asks no more about a study that it found, while it is kept', () =>
    using(database.clinicalUrl, async (knex) => {
      const studies = createStudyDirectory(knex);
      const forgetful = createStudyDirectory(knex, { keepMs: 0 });
      await studies.findStudy(KEY, signal);
      await forgetful.findStudy(KEY, signal);
      await owner.query('delete from clinical.study');
      assert.equal((await studies.findStudy(KEY, signal))?.name, 'CDISCPILOT01');
      assert.equal(await forgetful.findStudy(KEY, signal), undefined);
    }));

  it('finds a study that was not there when it was first asked about', () =>
    using(database.clinicalUrl, async (knex) => {
      await owner.query('delete from clinical.study');
      const studies = createStudyDirectory(knex);
      assert.equal(await studies.findStudy(KEY, signal), undefined);
      await owner.query(`insert into clinical.study values ('acme', $1, 'NEW')`, [STUDY]);
      assert.equal((await studies.findStudy(KEY, signal))?.name, 'NEW');
    }));

  it('says that connections are refused where nobody listens, and where the database is not there', async () => {
    const [port = 0] = await findFreePorts(1);
    const away = new URL(database.clinicalUrl);
    away.port = String(port);
    const missing = new URL(database.clinicalUrl);
    missing.pathname = '/no_such_database';
    for (const url of [away, missing]) {
      await using(url.href, (knex) =>
        assert.rejects(createStudyDirectory(knex).findStudy(KEY, signal), { code: 'CLINICAL_REFUSED' }),
      );
    }
  });

  it('waits no longer than the request may', async () => {
    await owner.query('begin');
    try {
      await owner.query('lock table clinical.study');
      await using(database.clinicalUrl, (knex) =>
        assert.rejects(createStudyDirectory(knex).findStudy(KEY, AbortSignal.timeout(50)), {
          code: 'CLINICAL_UNAVAILABLE',
        }),
      );
    } finally {
      await owner.query('rollback');
    }
  });

  it('has a command find whose a study is', async () => {
    const found = await findStudyOwner(database.clinicalUrl, STUDY);
    assert.deepEqual(found, { tenantId: 'acme', name: 'CDISCPILOT01' });
    assert.equal(await findStudyOwner(database.clinicalUrl, 'B'.repeat(32)), undefined);
  });
});
