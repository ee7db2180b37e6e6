import { join } from 'node:path';

import { findFreePorts } from '../../../src/embedded/findFreePorts.ts';
import { PROJECT_FOLDER } from '../../../src/embedded/projectFolder.ts';
import { startProcess } from '../../../src/embedded/startProcess.ts';
import type { Environment } from '../../../src/embedded/temporalCliSearch.ts';
import { waitUntilReady } from '../../../src/embedded/waitUntilReady.ts';
import type { RunFolder } from './runFolder.ts';

/** The API or a worker as a process of its own. */
export type Service = {
  pid: number;
  logFile: string;
  /** Ends it at once, and waits until it is gone. */
  kill(): Promise<void>;
  /** Sends SIGTERM and answers how it ended. */
  terminate(): Promise<string>;
};

type Options = {
  name: 'api' | 'worker';
  folder: RunFolder;
  env: Environment;
  /** A program that runs the service, with its arguments. */
  within?: readonly string[];
};

/** Starts the API or a worker and answers once it is ready. */
export async function startService({ name, folder, env, within = [] }: Options): Promise<Service> {
  const [freePort = 0] = name === 'worker' ? await findFreePorts(1) : [];
  const port = name === 'worker' ? freePort : Number(env['PORT']);
  const args = [...within, process.execPath, '--import', 'tsx', join('src', `${name}.ts`)];
  const service = await startProcess({
    ...{ name, cwd: PROJECT_FOLDER, record: folder.record },
    command: args[0] ?? process.execPath,
    args: args.slice(1),
    env: name === 'worker' ? { ...env, WORKER_HEALTH_PORT: String(port) } : env,
    logFile: join(folder.path, `${name}.log`),
  });
  await waitUntilReady({ process: service, port }, new AbortController().signal);
  return {
    pid: service.pid,
    logFile: service.logFile,
    async kill() {
      if (!service.hasExited()) process.kill(service.pid, 'SIGKILL');
      await service.exited;
    },
    async terminate() {
      if (!service.hasExited()) process.kill(service.pid, 'SIGTERM');
      return service.exited;
    },
  };
}
