import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { importDatasets } from '../src/db/import/importDatasets.ts';
import type { DatasetSource } from '../src/domain/dataset.ts';
import type { Id } from '../src/domain/id.ts';
import { tryFileLock } from '../src/embedded/fileLock.ts';
import { findFreePorts } from '../src/embedded/findFreePorts.ts';
import { findServerUser } from '../src/embedded/findServerUser.ts';
import { findTemporalCli } from '../src/embedded/findTemporalCli.ts';
import { issueToken, serveKeySet } from '../src/embedded/identityProvider.ts';
import { migrateEmbedded } from '../src/embedded/migrateEmbedded.ts';
import { startPostgres, type PostgresUrls } from '../src/embedded/postgres.ts';
import { removePostgresFolder } from '../src/embedded/postgresFolder.ts';
import { type ProcessBook, ProcessRecord } from '../src/embedded/processRecord.ts';
import { DATA_FOLDER } from '../src/embedded/projectFolder.ts';
import { serviceEnvironment } from '../src/embedded/serviceEnvironment.ts';
import { servicePart } from '../src/embedded/servicePart.ts';
import { loadSigningKey } from '../src/embedded/signingKey.ts';
import type { RunningProcess } from '../src/embedded/startProcess.ts';
import type { Environment } from '../src/embedded/temporalCliSearch.ts';
import { startTemporal } from '../src/embedded/temporalServer.ts';
import { waitUntilReady } from '../src/embedded/waitUntilReady.ts';
import { createJobClient, type JobClient } from './jobClient.ts';

const FOLDER = join(DATA_FOLDER, 'bench');
const TENANT = 'bench';
const TOKEN_VALID_S = 12 * 60 * 60;

export type BenchEnvironment = {
  folder: string;
  urls: PostgresUrls;
  postgresLog: string;
  temporalAddress: string;
  jobs: JobClient;
  /** What API and worker are started with. */
  env: Environment;
  /** For calls of a measure's own. */
  api: { url: string; token: string };
  /** What a measure starts itself is told here, so that nothing of it is left. */
  record: ProcessBook;
  /** Loads datasets into a study of its own, in mode test; answers the study's id. */
  load(study: string, sources: readonly DatasetSource[]): Promise<Id>;
  startApi(): Promise<RunningProcess>;
  /** The same process each time: to start it again, stop it first. */
  startWorker(): Promise<RunningProcess>;
};

type Bench = { tell: (line: string) => void };

/** Servers of its own for one measure, removed with all they hold when it ends. API and worker are started by the measure. */
export async function withEnvironment<T>(
  { tell }: Bench,
  work: (environment: BenchEnvironment) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  await mkdir(FOLDER, { recursive: true, mode: 0o700 });
  const lock = await tryFileLock(`${FOLDER}.lock`);
  if (lock === undefined) throw new Error('npm run bench is already running in this checkout.');
  const record = new ProcessRecord(join(FOLDER, 'processes.json'));
  const ends: (() => Promise<void>)[] = [() => lock.release(), removeFolder];
  try {
    await record.endAll(signal);
    await removeFolder();
    await mkdir(join(FOLDER, 'files'), { recursive: true, mode: 0o700 });
    return await work(await start({ tell, record, ends }, signal));
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

type Starting = Bench & { record: ProcessRecord; ends: (() => Promise<void>)[] };

async function start({ tell, record, ends }: Starting, signal: AbortSignal): Promise<BenchEnvironment> {
  const log = (name: string) => join(FOLDER, `${name}.log`);
  const keep = <P extends { stop: () => Promise<void> }>(part: P): P => {
    ends.push(() => part.stop());
    return part;
  };
  const cli = await findTemporalCli({ env: process.env, tell }, signal);
  const [postgresPort = 0, temporalPort = 0, keysPort = 0, apiPort = 0, workerPort = 0] =
    await findFreePorts(5);
  const postgres = keep(
    await startPostgres(
      {
        dataDir: join(FOLDER, 'postgres'),
        port: postgresPort,
        logFile: log('postgres'),
        record,
        durable: true,
      },
      signal,
    ),
  );
  await migrateEmbedded(postgres.ownerUrl);
  const databaseFile = join(FOLDER, 'temporal.db');
  const temporal = keep(
    await startTemporal(
      {
        cli,
        port: temporalPort,
        uiPort: null,
        databaseFile,
        durable: false,
        logFile: log('temporal'),
        record,
      },
      signal,
    ),
  );
  const key = await loadSigningKey(join(FOLDER, 'signing-key.json'));
  const { jwksUrl } = keep(await serveKeySet(key, keysPort));
  const env = await serviceEnvironment({
    // Nothing of the user's own settings: the product is measured with its defaults.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    urls: postgres,
    temporal: { TEMPORAL_ADDRESS: temporal.address },
    jwksUrl,
    filesDir: join(FOLDER, 'files'),
    reportsDir: join(import.meta.dirname, 'reports'),
    apiPort,
    workerHealthPort: workerPort,
  });
  const startPart = async (name: 'api' | 'worker', port: number) => {
    const part = await servicePart({
      name,
      entry: join('src', `${name}.ts`),
      env,
      logFile: log(name),
      record,
    }).start(signal);
    keep(part);
    await waitUntilReady({ process: part.process, port }, signal);
    return part.process;
  };
  const token = await issueToken(key, {
    tenant: TENANT,
    user: 'bench',
    rights: ['ReportingPost', 'ReportingGet'],
    expiresInS: TOKEN_VALID_S,
  });
  const api = { url: `http://127.0.0.1:${apiPort}`, token };
  return {
    folder: FOLDER,
    urls: postgres,
    postgresLog: log('postgres'),
    temporalAddress: temporal.address,
    jobs: createJobClient({ apiUrl: api.url, token: api.token }, signal),
    ...{ api, record, env },
    startApi: () => startPart('api', apiPort),
    startWorker: () => startPart('worker', workerPort),
    load: async (name, sources) => {
      const order = {
        ownerUrl: postgres.ownerUrl,
        tenantId: TENANT,
        study: { name, mode: 'test' as const },
        sources,
      };
      const { studyId } = await importDatasets(order, signal);
      if (studyId === null) throw new Error('The import made no study.');
      return studyId;
    },
  };
}

async function removeFolder(): Promise<void> {
  await removePostgresFolder(join(FOLDER, 'postgres'), await findServerUser());
  await rm(FOLDER, { recursive: true, force: true });
}
