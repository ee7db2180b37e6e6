// Runs mocha with its arguments between starting and stopping the servers that tests need.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

import { startTestServers } from './testServers.ts';

const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
const abort = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    abort.abort(new Error(`Ended by ${name}.`));
  });
}

try {
  const servers = await startTestServers(abort.signal);
  try {
    process.exitCode = await runMocha({ ...process.env, ...servers.env });
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
  abort.signal.addEventListener('abort', () => {
    endGroup(child.pid);
  });
  if (abort.signal.aborted) endGroup(child.pid);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
