import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

import { findFreePorts } from '../../src/embedded/findFreePorts.ts';
import { findServerUser, type ServerUser } from '../../src/embedded/findServerUser.ts';
import { startPostgres } from '../../src/embedded/postgres.ts';
import { findPostgresBinaries } from '../../src/embedded/postgresBinaries.ts';
import { openPostgresFolder, removePostgresFolder } from '../../src/embedded/postgresFolder.ts';
import { ProcessRecord } from '../../src/embedded/processRecord.ts';
import { requireSetting } from '../support/requireSetting.ts';

const { signal } = new AbortController();

/** What is written here of another user holds as root; everybody else runs PostgreSQL as themselves, in their own folders. */
describe("The embedded PostgreSQL's places", function () {
  this.timeout(120_000);
  let user: ServerUser | undefined;
  /** Below a folder of mode 700, which PostgreSQL's own user cannot enter. */
  let closed: string;
  let dataDir: string;
  before(async () => {
    user = await findServerUser();
    assert.equal((await stat(requireSetting('TEST_DATA_FOLDER'))).mode & 0o777, 0o700);
    closed = await mkdtemp(join(requireSetting('TEST_DATA_FOLDER'), 'places-'));
    dataDir = join(closed, 'postgres');
  });
  after(async () => {
    await removePostgresFolder(dataDir, user);
    await rm(closed, { recursive: true });
  });

  it('are a copy of the binaries, made once, where the checkout lies below a folder of mode 700', async () => {
    const folder = await openPostgresFolder(dataDir, user);
    const packaged = join(closed, 'native');
    await cp(await findPostgresBinaries({ folder, user }), packaged, {
      recursive: true,
      verbatimSymlinks: true,
    });
    const found = await findPostgresBinaries({ folder, user, packaged });
    assert.equal(found, user === undefined ? packaged : join(folder, 'native'));
    const { ino } = await stat(found);
    assert.equal(await findPostgresBinaries({ folder, user, packaged }), found);
    assert.equal((await stat(found)).ino, ino);
  });

  it('are made anew, with the passwords that were kept, when the temporary folder is gone after a reboot', async () => {
    const [port = 0] = await findFreePorts(1);
    const record = new ProcessRecord(join(closed, 'processes.json'));
    const options = { dataDir, port, record, durable: false, logFile: join(closed, 'postgres.log') };
    const first = await startPostgres(options, signal);
    await ask(first.ownerUrl, 'create table of_before_the_reboot ()');
    await first.stop();
    if (user !== undefined) await rm(await readFile(join(dataDir, 'folder'), 'utf8'), { recursive: true });

    const second = await startPostgres(options, signal);
    try {
      assert.equal(second.ownerUrl, first.ownerUrl);
      const [row] = await ask(second.ownerUrl, `select to_regclass('of_before_the_reboot')::text as left`);
      assert.equal(row?.left, user === undefined ? 'of_before_the_reboot' : null);
    } finally {
      await second.stop();
    }
  });
});

async function ask(connectionString: string, statement: string) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<{ left: string | null }>(statement)).rows;
  } finally {
    await client.end();
  }
}
