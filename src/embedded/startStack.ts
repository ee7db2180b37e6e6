import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { choosePorts, type Ports } from './choosePorts.ts';
import { serveKeySet } from './identityProvider.ts';
import type { KeptPart } from './keepRunning.ts';
import { migrateEmbedded } from './migrateEmbedded.ts';
import { openDataFolder, type DataFolder } from './openDataFolder.ts';
import { PartGroup } from './partGroup.ts';
import { planTemporal, type TemporalPlan } from './planTemporal.ts';
import { startPostgres, type PostgresUrls } from './postgres.ts';
import type { ProcessBook } from './processRecord.ts';
import { PROJECT_FOLDER, SIGNING_KEY_FILE } from './projectFolder.ts';
import { serviceEnvironment } from './serviceEnvironment.ts';
import { servicePart } from './servicePart.ts';
import { settleAll } from './settleAll.ts';
import { setUpTemporal } from './setUpTemporal.ts';
import { loadSigningKey, type SigningKey } from './signingKey.ts';
import type { Environment } from './temporalCliSearch.ts';
import { waitUntilReady } from './waitUntilReady.ts';
import { findWorkflowBundle } from './workflowBundle/findWorkflowBundle.ts';

export type StackOptions = {
  /** Where everything embedded is kept: `.data` of the checkout. */
  dataFolder: string;
  env: Environment;
  tell: (line: string) => void;
  /** Told of a part's death instead of starting it again. */
  onDeath?: (error: Error) => void;
  /** Called whenever a process has started. */
  onStart?: (name: string, pid: number) => void;
  /** Files that are run as API and worker, for tests. */
  entries?: { api: string; worker: string };
};

export type Stack = {
  apiUrl: string;
  temporal: Pick<TemporalPlan, 'address' | 'uiUrl' | 'cli'>;
  urls: PostgresUrls;
  filesDir: string;
  signingKey: SigningKey;
  /** API and worker: what is started anew when the code changes. */
  services: readonly KeptPart[];
  stop: () => Promise<void>;
};

/** Starts PostgreSQL, Temporal, the key set, the API and a worker, and answers once all of them are ready. */
export async function startStack(options: StackOptions, signal: AbortSignal): Promise<Stack> {
  const data = await openDataFolder(options.dataFolder, signal);
  const group = new PartGroup(options);
  group.onStop(data.release);
  const stop = async () => {
    await data.markEnding();
    await group.stop();
  };
  try {
    return { ...(await startParts({ group, data, options }, signal)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  { group, data, options }: { group: PartGroup; data: DataFolder; options: StackOptions },
  signal: AbortSignal,
): Promise<Omit<Stack, 'stop'>> {
  const { dataFolder, env, tell } = options;
  const record = announce(data.record, options.onStart);
  const ports = await choosePorts(join(dataFolder, 'ports.json'));
  const temporal = await planTemporal({ dataFolder, env, tell, ports, record }, signal);
  const signingKey = await loadSigningKey(join(dataFolder, SIGNING_KEY_FILE));
  const keySet = await serveKeySet(signingKey, ports.keySet);
  group.onStop(keySet.stop);

  const hasOwnBundle = Boolean(env['WORKFLOW_BUNDLE']);
  const findBundle = async (partSignal: AbortSignal): Promise<Environment> =>
    hasOwnBundle ? {} : { WORKFLOW_BUNDLE: await findWorkflowBundle(dataFolder, partSignal) };

  tell('Starting PostgreSQL and the Temporal server.');
  const postgres = postgresPart({ dataFolder, ports, record });
  const [{ started }] = await settleAll([
    group.launch(postgres, signal),
    temporal.part === null ? undefined : group.launch(temporal.part, signal),
    findBundle(signal),
  ]);
  const urls = started;
  await migrateEmbedded(urls.ownerUrl);

  const filesDir = resolve(PROJECT_FOLDER, env['FILE_STORE'] || join(dataFolder, 'files'));
  const reportsDir = resolve(PROJECT_FOLDER, env['REPORTS_DIR'] || 'reports');
  await mkdir(filesDir, { recursive: true });
  const serviceEnv = await serviceEnvironment({
    env,
    urls,
    temporal: temporal.settings,
    jwksUrl: keySet.jwksUrl,
    filesDir,
    reportsDir,
    apiPort: ports.api,
    workerHealthPort: ports.workerHealth,
  });
  if (temporal.part === null) await setUpTemporal(serviceEnv, signal);

  tell('Starting the API and a worker.');
  const launchService = (name: 'api' | 'worker', port: number) => {
    const entry = options.entries?.[name] ?? join('src', `${name}.ts`);
    const logFile = join(dataFolder, 'logs', `${name}.log`);
    const found = name === 'worker' ? { findSettings: findBundle } : {};
    const part = servicePart({ name, entry, env: serviceEnv, logFile, record, ...found });
    return group.launch(part, signal, (service) =>
      waitUntilReady({ process: service.process, port }, signal),
    );
  };
  const services = await settleAll([
    launchService('api', ports.api),
    launchService('worker', ports.workerHealth),
  ]);
  return {
    apiUrl: `http://127.0.0.1:${ports.api}`,
    temporal,
    urls,
    filesDir,
    signingKey,
    services: services.map(({ kept }) => kept),
  };
}

function postgresPart(place: { dataFolder: string; ports: Ports; record: ProcessBook }) {
  const options = {
    dataDir: join(place.dataFolder, 'postgres'),
    port: place.ports.postgres,
    logFile: join(place.dataFolder, 'logs', 'postgres.log'),
    record: place.record,
    durable: true,
  };
  return { name: 'postgres', start: (signal: AbortSignal) => startPostgres(options, signal) };
}

/** The record, with a listener. */
function announce(record: ProcessBook, onStart: StackOptions['onStart']): ProcessBook {
  return {
    add: (name, pid) => {
      record.add(name, pid);
      onStart?.(name, pid);
    },
    remove: (pid) => {
      record.remove(pid);
    },
  };
}
