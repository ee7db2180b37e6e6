import { execFile } from 'node:child_process';
import { chown, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { endClusterProcesses } from './endClusterProcesses.ts';
import { findServerUser, type ServerUser } from './findServerUser.ts';
import { findPostgresBinaries } from './postgresBinaries.ts';
import { openPostgresFolder } from './postgresFolder.ts';
import { loadPostgresPasswords, type PostgresPasswords, POSTGRES_ROLES } from './postgresPasswords.ts';
import { createRolesAndDatabase } from './postgresRoles.ts';
import type { ProcessBook } from './processRecord.ts';
import { readLogEnd } from './readLogEnd.ts';
import { startProcess, type RunningProcess } from './startProcess.ts';
import { canConnect } from './canConnect.ts';
import { StopWaiting, waitUntil } from './waitUntil.ts';

const run = promisify(execFile);
const START_TIMEOUT_MS = 60_000;
export const DATABASE = 'reports';

export type PostgresOptions = {
  /** Holds passwords and cluster, or the name of the folder that does. */
  dataDir: string;
  port: number;
  logFile: string;
  record: ProcessBook;
  /** False for a throw-away cluster: no write waits for the disk. */
  durable: boolean;
};

export type PostgresUrls = { adminUrl: string; ownerUrl: string; serviceUrl: string; clinicalUrl: string };

export type PostgresServer = PostgresUrls & { process: RunningProcess; stop: () => Promise<void> };

/**
 * Starts PostgreSQL on loopback, making cluster, roles and the database `reports` where they are missing, and ending
 * what an earlier server left on the same cluster. The schema is left to `migrate`.
 */
export async function startPostgres(options: PostgresOptions, signal: AbortSignal): Promise<PostgresServer> {
  const user = await findServerUser();
  const folder = await openPostgresFolder(options.dataDir, user);
  const passwords = await loadPostgresPasswords(options.dataDir);
  const native = await findPostgresBinaries({ folder, user });
  const cluster = join(folder, 'cluster');
  if (!(await exists(cluster)))
    await createCluster({ native, folder, cluster, user, passwords, ...options }, signal);
  await endClusterProcesses(cluster, signal);

  const server = await startProcess({
    name: 'postgres',
    command: join(native, 'bin', 'postgres'),
    args: ['-D', cluster, ...serverSettings(options)],
    env: {},
    cwd: folder,
    logFile: options.logFile,
    record: options.record,
    user,
  });
  // A smart shutdown (SIGTERM) would wait for every client.
  const stop = () => server.stop({ signal: 'SIGINT', graceMs: 15_000 });
  try {
    const urls = toUrls(options.port, passwords);
    await waitForPostgres(server, urls.adminUrl, signal);
    await createRolesAndDatabase({ adminUrl: urls.adminUrl, passwords, database: DATABASE });
    return { ...urls, process: server, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The same server's URLs for another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

function toUrls(port: number, passwords: PostgresPasswords): PostgresUrls {
  const url = (role: keyof PostgresPasswords, database = DATABASE) =>
    `postgresql://${POSTGRES_ROLES[role]}:${passwords[role]}@127.0.0.1:${port}/${database}`;
  return {
    adminUrl: url('admin', 'postgres'),
    ownerUrl: url('owner'),
    serviceUrl: url('service'),
    clinicalUrl: url('clinical'),
  };
}

async function createCluster(
  place: PostgresOptions & {
    native: string;
    folder: string;
    cluster: string;
    user: ServerUser | undefined;
    passwords: PostgresPasswords;
  },
  signal: AbortSignal,
): Promise<void> {
  const { user } = place;
  const unfinished = `${place.cluster}.new`;
  const passwordFile = join(place.folder, 'password.tmp');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, place.passwords.admin, { mode: 0o600 });
  if (user !== undefined) {
    for (const path of [unfinished, passwordFile]) await chown(path, user.uid, user.gid);
  }
  const args = ['-D', unfinished, '-U', POSTGRES_ROLES.admin, `--pwfile=${passwordFile}`];
  // The built-in provider behaves the same on every system, whatever locales that has.
  args.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  args.push('--auth=scram-sha-256', '--no-instructions', ...(place.durable ? [] : ['--no-sync']));
  try {
    const identity = user === undefined ? {} : { uid: user.uid, gid: user.gid };
    await run(join(place.native, 'bin', 'initdb'), args, { cwd: place.folder, env: {}, signal, ...identity });
  } catch (cause) {
    throw new Error(`PostgreSQL's cluster could not be made in ${place.folder}.`, { cause });
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, place.cluster);
}

function serverSettings({ port, durable }: PostgresOptions): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function waitForPostgres(server: RunningProcess, adminUrl: string, signal: AbortSignal): Promise<void> {
  try {
    await waitUntil({
      what: 'PostgreSQL to accept connections',
      timeoutMs: START_TIMEOUT_MS,
      signal,
      ask: async () => {
        if (server.hasExited()) throw new StopWaiting(`PostgreSQL ended at once (${await server.exited}).`);
        return (await canConnect(adminUrl)) ? true : undefined;
      },
    });
  } catch (error) {
    if (signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : 'PostgreSQL did not start.';
    throw new Error(`${reason} The end of ${server.logFile}:\n${await readLogEnd(server.logFile)}`, {
      cause: error,
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
