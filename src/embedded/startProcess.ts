import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

import type { ProcessBook } from './processRecord.ts';

export type ProcessOptions = {
  name: string;
  command: string;
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Where its output is appended. */
  logFile: string;
  record: ProcessBook;
  /** The user it runs as, where that is not ours. */
  user?: { uid: number; gid: number } | undefined;
};

export type RunningProcess = {
  name: string;
  pid: number;
  logFile: string;
  /** Resolves with a phrase ("exit code 1", "SIGKILL") once the process is gone. */
  exited: Promise<string>;
  hasExited(): boolean;
  /** Asks it to end, and makes it after the grace time. Idempotent. */
  stop(how?: { signal?: NodeJS.Signals; graceMs?: number }): Promise<void>;
};

/** Starts a process without a shell, in a group of its own so that a terminal's Ctrl-C reaches only its supervisor. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const log = openSync(options.logFile, 'a', 0o600);
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: { ...options.env },
    detached: true,
    stdio: ['ignore', log, log],
    ...options.user,
  });
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) {
    const cause = await new Promise((resolve) => child.once('error', resolve));
    throw new Error(`${options.name} could not be started (${options.command}).`, { cause });
  }
  options.record.add(options.name, pid);

  let gone = false;
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, killedBy) => {
      gone = true;
      options.record.remove(pid);
      resolve(killedBy ?? `exit code ${code ?? 'unknown'}`);
    });
  });
  return {
    name: options.name,
    pid,
    logFile: options.logFile,
    exited,
    hasExited: () => gone,
    stop: async ({ signal = 'SIGTERM', graceMs = 10_000 } = {}) => {
      if (gone) return;
      child.kill(signal);
      // A process under SIGSTOP would never see it.
      child.kill('SIGCONT');
      const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await exited;
      clearTimeout(force);
    },
  };
}
