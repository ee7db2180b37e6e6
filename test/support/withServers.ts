// Runs mocha with its arguments between starting and stopping the servers that tests need.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

import { surviveClosedOutput } from '../../src/embedded/surviveClosedOutput.ts';
import { waitUntil } from '../../src/embedded/waitUntil.ts';
import { startTestServers } from './testServers.ts';
import { withoutSettings } from './withoutSettings.ts';

/** Longer than a supervisor needs to end its own parts. */
const GRACE_MS = 25_000;
const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
surviveClosedOutput();
const abort = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    abort.abort(new Error(`Ended by ${name}.`));
  });
}

try {
  const servers = await startTestServers(abort.signal);
  try {
    process.exitCode = await runMocha({ ...withoutSettings(process.env), ...servers.env });
  } finally {
    await servers.stop();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Answers mocha's exit code. A signal ends mocha and whatever the tests started in its group. */
async function runMocha(env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, [mocha, ...process.argv.slice(2)], {
    env,
    stdio: 'inherit',
    detached: true,
  });
  let force: NodeJS.Timeout | undefined;
  const end = () => {
    // Supervisors under test end their own parts when they are asked to.
    endGroup(child.pid, 'SIGTERM');
    force = setTimeout(endGroup, GRACE_MS, child.pid, 'SIGKILL');
  };
  abort.signal.addEventListener('abort', end);
  if (abort.signal.aborted) end();
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => {
        resolve(code ?? 1);
      });
    });
  } finally {
    if (abort.signal.aborted) await waitUntilGone(child.pid);
    clearTimeout(force);
  }
}

/** Mocha itself ends first; what it started may take until the grace time is over. */
async function waitUntilGone(group: number | undefined): Promise<void> {
  await waitUntil({
    what: 'the tests to end',
    timeoutMs: 2 * GRACE_MS,
    signal: new AbortController().signal,
    ask: () => (endGroup(group, 0) ? undefined : true),
  });
}

/** False where nobody of the group is left. */
function endGroup(group: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (group === undefined) return false;
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}
