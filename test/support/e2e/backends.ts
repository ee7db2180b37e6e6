import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { startPostgres, type PostgresUrls } from '../../../src/embedded/postgres.ts';
import type { RunningProcess } from '../../../src/embedded/startProcess.ts';
import { startTemporal } from '../../../src/embedded/temporalServer.ts';
import { requireSetting } from '../requireSetting.ts';
import type { RunFolder } from './runFolder.ts';

/** A server that a test may kill and start again on its data and its port. */
export type Server = {
  port: number;
  /** Sends the signal and waits for the end. */
  kill(signal: NodeJS.Signals): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

export type TemporalServer = Server & { address: string; cli: string; databaseFile: string };
export type PostgresServer = Server & { urls: PostgresUrls };

const signal = new AbortController().signal;

export async function createPostgres(folder: RunFolder, port: number): Promise<PostgresServer> {
  // Durable: what was committed must stand after an immediate stop.
  const place = { record: folder.record, durable: true, port };
  const options = { ...place, ...paths(folder, 'postgres'), dataDir: join(folder.path, 'postgres') };
  const start = () => startPostgres(options, signal);
  const first = await start();
  const { adminUrl, ownerUrl, serviceUrl, clinicalUrl } = first;
  return { port, urls: { adminUrl, ownerUrl, serviceUrl, clinicalUrl }, ...keep(first, start) };
}

export async function createTemporal(folder: RunFolder, port: number): Promise<TemporalServer> {
  await mkdir(join(folder.path, 'temporal'));
  const databaseFile = join(folder.path, 'temporal', 'temporal.db');
  const cli = requireSetting('TEST_TEMPORAL_CLI');
  const place = { record: folder.record, durable: false, port, uiPort: null, cli, databaseFile };
  const start = () => startTemporal({ ...place, ...paths(folder, 'temporal') }, signal);
  const first = await start();
  return { port, cli, databaseFile, address: first.address, ...keep(first, start) };
}

function paths(folder: RunFolder, name: string) {
  return { logFile: join(folder.path, `${name}.log`) };
}

type Started = { process: RunningProcess; stop: () => Promise<void> };

function keep(first: Started, start: () => Promise<Started>) {
  let current = first;
  return {
    async kill(how: NodeJS.Signals) {
      process.kill(current.process.pid, how);
      await current.process.exited;
    },
    async start() {
      current = await start();
    },
    stop: () => current.stop(),
  };
}
