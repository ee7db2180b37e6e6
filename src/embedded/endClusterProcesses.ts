import { execFile } from 'node:child_process';
import { readFile, readdir, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { identifyProcess } from './processIdentity.ts';
import { waitUntil } from './waitUntil.ts';

const run = promisify(execFile);

/**
 * Ends whatever still works on a cluster whose postmaster was killed, and removes its pid file: a backend under way
 * outlives the postmaster and would keep the cluster locked.
 */
export async function endClusterProcesses(cluster: string, signal: AbortSignal): Promise<void> {
  await waitUntil({
    what: `processes of an earlier PostgreSQL on ${cluster} to end`,
    timeoutMs: 20_000,
    signal,
    ask: async () => {
      const pids = await findClusterProcesses(cluster);
      for (const pid of pids) kill(pid);
      return pids.length === 0 ? true : undefined;
    },
  });
  await rm(join(cluster, 'postmaster.pid'), { force: true });
}

async function findClusterProcesses(cluster: string): Promise<number[]> {
  const folder = await realpath(cluster);
  return process.platform === 'linux' ? findByWorkingFolder(folder) : findByPidFile(folder);
}

/** Every process of a cluster works in the cluster's folder. */
async function findByWorkingFolder(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => undefined)));
  return pids.filter((pid, index) => folders[index] === folder && identifyProcess(pid) !== undefined);
}

/** Where there is no /proc only the postmaster can be found; its backends end when they notice. */
async function findByPidFile(folder: string): Promise<number[]> {
  const [line] = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(line);
  if (!Number.isInteger(pid) || pid <= 0) return [];
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.includes(folder) ? [pid] : [];
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}
