import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { tryFileLock } from '../../src/embedded/fileLock.ts';
import { findFreePorts } from '../../src/embedded/findFreePorts.ts';
import { findServerUser } from '../../src/embedded/findServerUser.ts';
import { findTemporalCli } from '../../src/embedded/findTemporalCli.ts';
import { migrateEmbedded } from '../../src/embedded/migrateEmbedded.ts';
import { settleAll } from '../../src/embedded/settleAll.ts';
import { startPostgres } from '../../src/embedded/postgres.ts';
import { removePostgresFolder } from '../../src/embedded/postgresFolder.ts';
import { ProcessRecord } from '../../src/embedded/processRecord.ts';
import { DATA_FOLDER } from '../../src/embedded/projectFolder.ts';
import { startTemporal } from '../../src/embedded/temporalServer.ts';

const TEST_FOLDER = join(DATA_FOLDER, 'test');

/** One PostgreSQL and one Temporal server for a test run; `env` is what the tests are told of them. */
export async function startTestServers(
  signal: AbortSignal,
): Promise<{ env: Record<string, string>; stop: () => Promise<void> }> {
  await removeAbandonedRuns(signal);
  const folder = join(TEST_FOLDER, String(process.pid));
  const lock = await tryFileLock(join(TEST_FOLDER, `${process.pid}.lock`));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of stops.reverse()) await step();
    // What tests started by themselves, where they were ended before they could stop it.
    await recordOf(folder).endAll(new AbortController().signal);
    // The run may be ending because its own signal aborted.
    await removeRun(folder, new AbortController().signal);
    await lock?.release();
  };
  const keep = <T extends { stop: () => Promise<void> }>(server: T): T => {
    stops.push(server.stop);
    return server;
  };
  try {
    const cli = await findTemporalCli({ env: process.env, tell: console.error }, signal);
    const [postgresPort = 0, temporalPort = 0] = await findFreePorts(2);
    const common = { record: recordOf(folder), durable: false };
    const [postgres, temporal] = await settleAll([
      startPostgres(
        {
          ...common,
          dataDir: join(folder, 'postgres'),
          port: postgresPort,
          logFile: join(folder, 'postgres.log'),
        },
        signal,
      ).then(keep),
      startTemporal(
        {
          ...common,
          cli,
          port: temporalPort,
          uiPort: null,
          databaseFile: join(folder, 'temporal.db'),
          logFile: join(folder, 'temporal.log'),
        },
        signal,
      ).then(keep),
    ]);
    // The database of the embedded server is the template that every test's own database is cloned from.
    await migrateEmbedded(postgres.ownerUrl);
    const env = {
      TEST_DATABASE_ADMIN_URL: postgres.adminUrl,
      TEST_DATABASE_OWNER_URL: postgres.ownerUrl,
      TEST_DATABASE_SERVICE_URL: postgres.serviceUrl,
      TEST_DATABASE_CLINICAL_URL: postgres.clinicalUrl,
      TEST_TEMPORAL_ADDRESS: temporal.address,
      TEST_TEMPORAL_CLI: cli,
      TEST_DATA_FOLDER: folder,
      TEST_RUN_FOLDER: folder,
    };
    return { env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A run that was killed could not tidy up: the next one does, unless its process lives. */
async function removeAbandonedRuns(signal: AbortSignal): Promise<void> {
  await mkdir(TEST_FOLDER, { recursive: true });
  for (const entry of await readdir(TEST_FOLDER, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const folder = join(TEST_FOLDER, entry.name);
    const lock = await tryFileLock(`${folder}.lock`);
    if (lock === undefined) continue;
    await recordOf(folder).endAll(signal);
    await removeRun(folder, signal);
    await lock.release();
  }
}

/** The run's own cluster, and those of tests that have a folder in it. */
/** What tests started in folders of their own goes with it: an interrupted test cannot tidy up. */
async function removeRun(folder: string, signal: AbortSignal): Promise<void> {
  const user = await findServerUser();
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const inner = join(folder, entry.name);
    await recordOf(inner).endAll(signal);
    await removePostgresFolder(join(inner, 'postgres'), user);
  }
  await removePostgresFolder(join(folder, 'postgres'), user);
  await rm(folder, { recursive: true, force: true });
}

function recordOf(folder: string): ProcessRecord {
  return new ProcessRecord(join(folder, 'processes.json'));
}
