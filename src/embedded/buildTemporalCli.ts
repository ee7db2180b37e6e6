import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

import { tryFileLock } from './fileLock.ts';
import { TEMPORAL_TOOLS_FOLDER } from './projectFolder.ts';
import type { Environment, Finding, Search } from './temporalCliSearch.ts';
import { TEMPORAL_CLI_VERSION } from './temporalVersion.ts';
import { waitUntil } from './waitUntil.ts';

const run = promisify(execFile);
const PACKAGE = 'github.com/temporalio/cli/cmd/temporal';
const BUILD_TIMEOUT_MS = 45 * 60_000;
const PROGRESS_INTERVAL_MS = 5_000;
const NEEDS = ' - a build from tools/temporal: needs Go 1.26.4 or newer and a Go module proxy';

/** Builds the pinned Go module once; a second process that wants it waits for the first one's result. */
export async function buildTemporalCli(
  search: Search & { target: string },
  signal: AbortSignal,
): Promise<Finding> {
  const { target, tell, env } = search;
  if (!(await hasGo(env))) return { missing: `${NEEDS}; Go is not installed.` };
  await mkdir(dirname(target), { recursive: true });
  tell(
    `Building the Temporal server ${TEMPORAL_CLI_VERSION} with Go, because none is installed and none could be ` +
      `downloaded. This takes 6 to 7 minutes on 2 cores, once; it is kept in ${dirname(target)}.`,
  );
  const startedAt = Date.now();
  const progress = setInterval(() => {
    tell(`  ${describeSeconds(Date.now() - startedAt)} of about 7 min: the Temporal server is being built.`);
  }, PROGRESS_INTERVAL_MS);
  try {
    const lock = await waitUntil({
      what: 'another build of the Temporal server',
      timeoutMs: BUILD_TIMEOUT_MS,
      intervalMs: 500,
      signal,
      ask: () => tryFileLock(`${target}.lock`),
    });
    try {
      return (await exists(target)) ? { path: target } : await buildOnce(target, env, signal);
    } finally {
      await lock.release();
    }
  } finally {
    clearInterval(progress);
  }
}

async function buildOnce(target: string, env: Environment, signal: AbortSignal): Promise<Finding> {
  // A name of its own: a build whose supervisor was killed may still be writing.
  const draft = `${target}.${randomUUID()}`;
  try {
    const failure = await runGo(draft, env, signal);
    if (failure !== undefined) return { missing: `${NEEDS}; go build failed:\n${failure}` };
    await rename(draft, target);
    return { path: target };
  } finally {
    await rm(draft, { force: true });
  }
}

async function hasGo(env: Environment): Promise<boolean> {
  return run('go', ['version'], { env: { ...env, GOTOOLCHAIN: 'local' } }).then(
    () => true,
    () => false,
  );
}

/** Answers why it failed, or undefined. */
async function runGo(output: string, env: Environment, signal: AbortSignal): Promise<string | undefined> {
  const linkerFlags = `-s -w -X github.com/temporalio/cli/internal/temporalcli.Version=${TEMPORAL_CLI_VERSION}`;
  const args = ['build', '-mod=readonly', '-trimpath', '-buildvcs=false', '-ldflags', linkerFlags];
  const go = spawn('go', [...args, '-o', output, PACKAGE], {
    cwd: TEMPORAL_TOOLS_FOLDER,
    env: { ...env, GOTOOLCHAIN: 'local', CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
    stdio: ['ignore', 'ignore', 'pipe'],
    // Go starts compilers of its own: the whole group must end with it.
    detached: true,
  });
  const complaints: string[] = [];
  go.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  const stop = () => {
    endGroup(go);
  };
  const deadline = setTimeout(stop, BUILD_TIMEOUT_MS);
  signal.addEventListener('abort', stop);
  try {
    await once(go, 'close');
    signal.throwIfAborted();
    return go.exitCode === 0 ? undefined : complaints.join('').trimEnd().split('\n').slice(-8).join('\n');
  } finally {
    clearTimeout(deadline);
    signal.removeEventListener('abort', stop);
  }
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

function describeSeconds(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
