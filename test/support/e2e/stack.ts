import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

import { importDatasets } from '../../../src/db/import/importDatasets.ts';
import type { DatasetSource } from '../../../src/domain/dataset.ts';
import { createDemoStudy } from '../../../src/embedded/demoStudy/createDemoStudy.ts';
import { createMeasuringDataset } from '../../../src/embedded/demoStudy/createMeasuringDataset.ts';
import { findFreePorts } from '../../../src/embedded/findFreePorts.ts';
import {
  issueToken,
  RIGHTS,
  serveKeySet,
  type TokenRequest,
} from '../../../src/embedded/identityProvider.ts';
import { migrateEmbedded } from '../../../src/embedded/migrateEmbedded.ts';
import { DATABASE, withDatabase } from '../../../src/embedded/postgres.ts';
import { PROJECT_FOLDER } from '../../../src/embedded/projectFolder.ts';
import { serviceEnvironment } from '../../../src/embedded/serviceEnvironment.ts';
import { settleAll } from '../../../src/embedded/settleAll.ts';
import { loadSigningKey } from '../../../src/embedded/signingKey.ts';
import type { Environment } from '../../../src/embedded/temporalCliSearch.ts';
import { loadWorkflowBundle } from '../workflowBundle.ts';
import { createPostgres, createTemporal, type PostgresServer, type TemporalServer } from './backends.ts';
import { createGates } from './databaseGate.ts';
import { type ApiAddress, createReportingClient, type ReportingClient } from './reportingClient.ts';
import { createRunFolder } from './runFolder.ts';
import { type Service, startService } from './service.ts';
import { startTcpProxy, type TcpProxy } from './tcpProxy.ts';

const TENANT = 'acme';
const STUDY = 'CRASH01';
const MODE = 'test';
/** Large enough that no buffer on the way holds all of it: its CSV is more than four times what a held render has read. */
export const LARGE = 'LARGE';
const LARGE_ROWS = 30_000;

/** Short, so that what is retried, lost or untouched is noticed within seconds. */
const INTERVALS = {
  RECONCILIATION_INTERVAL_MS: '1000',
  RETRY_INITIAL_INTERVAL_MS: '200',
  RETRY_MAXIMUM_INTERVAL_MS: '2000',
  RENDER_HEARTBEAT_TIMEOUT_MS: '3000',
  PROGRESS_INTERVAL_MS: '300',
  WORKER_SHUTDOWN_GRACE_MS: '3000',
};

export type StackOptions = {
  /** Further definitions, as YAML. */
  reports?: readonly string[];
};

type WorkerOptions = { env?: Environment; within?: readonly string[] };

export type Stack = {
  filesDir: string;
  postgres: PostgresServer;
  /** The superuser, connected to the service's database. */
  adminUrl: string;
  temporal: TemporalServer;
  client: ReportingClient;
  /** Where the API is found, and what a call of its own needs. */
  address: ApiAddress;
  /** A token with the given rights, of any tenant. */
  issueToken(wanted: Partial<TokenRequest>): Promise<string>;
  api: Service;
  worker: Service;
  /** Between the workers and the clinical database, where a render can be held at a byte. */
  clinical: TcpProxy;
  /** Between the API and Temporal, where a start or its answer can be lost. */
  apiTemporal: TcpProxy;
  /** Starts another one; `worker` stays who it is. */
  startWorker(options?: WorkerOptions): Promise<Service>;
  restartWorker(options?: WorkerOptions): Promise<void>;
  restartApi(): Promise<void>;
  load(sources: readonly DatasetSource[]): Promise<void>;
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
};

/** The whole product on throw-away data, each part a process that a test may kill. */
export async function startStack({ reports = [] }: StackOptions): Promise<Stack> {
  const signal = new AbortController().signal;
  const steps: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of steps.splice(0).reverse()) await step();
  };
  try {
    const folder = await createRunFolder();
    steps.push(() => folder.remove());
    const [postgresPort = 0, temporalPort = 0, apiPort = 0] = await findFreePorts(3);
    const [postgres, temporal, bundle, key] = await settleAll([
      createPostgres(folder, postgresPort).then((server) => {
        steps.push(() => server.stop());
        return server;
      }),
      createTemporal(folder, temporalPort).then((server) => {
        steps.push(() => server.stop());
        return server;
      }),
      loadWorkflowBundle(),
      loadSigningKey(join(folder.path, 'signingKey.json')),
    ]);
    const adminUrl = withDatabase(postgres.urls.adminUrl, DATABASE);
    await migrateEmbedded(postgres.urls.ownerUrl);
    await createGates(adminUrl);
    const load = async (sources: readonly DatasetSource[]) => {
      const { studyId } = await importDatasets(
        { ownerUrl: postgres.urls.ownerUrl, tenantId: TENANT, study: { name: STUDY, mode: MODE }, sources },
        signal,
      );
      return studyId ?? '';
    };
    const studyId = await load([
      ...createDemoStudy({ subjects: 6, name: STUDY }),
      createMeasuringDataset({ name: LARGE, rows: LARGE_ROWS }),
    ]);

    const keySet = await serveKeySet(key, 0);
    steps.push(keySet.stop);
    const clinical = await startTcpProxy(postgresPort);
    steps.push(() => clinical.stop());
    const apiTemporal = await startTcpProxy(temporalPort);
    steps.push(() => apiTemporal.stop());
    const pool = new pg.Pool({ connectionString: adminUrl, max: 2 });
    pool.on('error', () => undefined);
    steps.push(() => pool.end());

    const [filesDir, reportsDir] = [join(folder.path, 'files'), join(folder.path, 'reports')];
    await mkdir(filesDir);
    await cp(join(PROJECT_FOLDER, 'reports'), reportsDir, { recursive: true });
    for (const [index, text] of reports.entries()) {
      await writeFile(join(reportsDir, `test${index}.yaml`), text);
    }
    const bundleFile = join(folder.path, 'workflowBundle.js');
    await writeFile(bundleFile, bundle.code);

    const env = await serviceEnvironment({
      env: { ...process.env, ...INTERVALS, LOG_LEVEL: 'info', WORKFLOW_BUNDLE: bundleFile },
      urls: postgres.urls,
      temporal: { TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: 'default', TEMPORAL_API_KEY: '' },
      jwksUrl: keySet.jwksUrl,
      ...{ filesDir, reportsDir, apiPort, workerHealthPort: 0 },
    });
    const behindProxy = new URL(postgres.urls.clinicalUrl);
    behindProxy.port = String(clinical.port);
    const workerEnv = { ...env, CLINICAL_DATABASE_URL: behindProxy.href };
    const apiEnv = { ...env, TEMPORAL_ADDRESS: `127.0.0.1:${apiTemporal.port}` };
    const launch = async (name: 'api' | 'worker', options: WorkerOptions = {}) => {
      const common = name === 'api' ? apiEnv : workerEnv;
      const service = await startService({ name, folder, ...options, env: { ...common, ...options.env } });
      steps.push(() => service.kill());
      return service;
    };
    const [api, worker] = await settleAll([launch('api'), launch('worker')]);
    const grant = (wanted: Partial<TokenRequest>) =>
      issueToken(key, { tenant: TENANT, user: 'ann', rights: RIGHTS, expiresInS: 3600, ...wanted });
    const token = await grant({});
    const address: ApiAddress = { url: `http://127.0.0.1:${apiPort}`, token, studyId, mode: MODE };
    const client = createReportingClient(address);

    const stack: Stack = {
      ...{
        filesDir,
        postgres,
        adminUrl,
        temporal,
        client,
        address,
        api,
        worker,
        clinical,
        apiTemporal,
        stop,
      },
      issueToken: grant,
      startWorker: (options) => launch('worker', options),
      async restartWorker(options) {
        stack.worker = await launch('worker', options);
      },
      async restartApi() {
        stack.api = await launch('api');
      },
      async load(sources) {
        await load(sources);
      },
      query: async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
        (await pool.query<Row>(sql, [...values])).rows,
    };
    return stack;
  } catch (error) {
    await stop();
    throw error;
  }
}
