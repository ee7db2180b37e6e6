import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { canConnect } from '../../src/embedded/canConnect.ts';
import { findServerUser } from '../../src/embedded/findServerUser.ts';
import { removePostgresFolder } from '../../src/embedded/postgresFolder.ts';
import { identifyProcess } from '../../src/embedded/processIdentity.ts';
import { answersTemporal } from '../../src/embedded/temporalServer.ts';
import { waitUntil } from '../../src/embedded/waitUntil.ts';
import { requireSetting } from '../support/requireSetting.ts';
import { runStack, type RunningStack } from '../support/runStack.ts';

describe('the embedded parts', function () {
  // A start gives PostgreSQL and Temporal a minute, then API and worker another, and names what did not come in time: on a
  // busy machine that must be the first to be told, and the parts must be gone by then.
  this.timeout(300_000);
  const { signal } = new AbortController();
  let dataFolder: string;
  let started: RunningStack | undefined;
  const stack = (): RunningStack => started ?? assert.fail('The parts are not running.');

  before(async () => {
    // Below a folder of mode 700: as root, PostgreSQL's own user cannot reach it.
    dataFolder = await mkdtemp(join(requireSetting('TEST_DATA_FOLDER'), 'stack-'));
    started = await runStack(dataFolder);
  });
  after(async () => {
    if (started !== undefined) await end(started);
    await removePostgresFolder(join(dataFolder, 'postgres'), await findServerUser());
    await rm(dataFolder, { recursive: true });
  });

  const end = async ({ supervisor }: RunningStack) => {
    const ended = once(supervisor, 'exit');
    supervisor.kill('SIGTERM');
    supervisor.kill('SIGINT');
    await ended;
  };
  const pidOf = (name: string): number => {
    const pid = stack().pids.get(name);
    assert.ok(pid !== undefined);
    return pid;
  };
  const waitForNewPid = (name: string, old: number) =>
    waitUntil({
      what: `another ${name}`,
      timeoutMs: 30_000,
      signal,
      ask: () => (pidOf(name) === old ? undefined : true),
    });
  const waitForAnswers = () =>
    waitUntil({
      what: 'the servers at their addresses',
      timeoutMs: 30_000,
      signal,
      ask: async () =>
        (await canConnect(stack().adminUrl)) && (await answersTemporal(stack().temporalAddress))
          ? true
          : undefined,
    });

  for (const name of ['postgres', 'temporal', 'api', 'worker']) {
    it(`start ${name} again at the same address when it is killed`, async () => {
      const old = pidOf(name);
      process.kill(old, 'SIGKILL');
      await waitForNewPid(name, old);
      await waitForAnswers();
    });
  }

  it('are left alone while they are only stopped', async () => {
    const [stopped, killed] = [pidOf('api'), pidOf('worker')];
    process.kill(stopped, 'SIGSTOP');
    // The supervisor notices the worker's end, which came later: it has seen the API stop and done nothing.
    process.kill(killed, 'SIGKILL');
    await waitForNewPid('worker', killed);
    assert.equal(pidOf('api'), stopped);
    process.kill(stopped, 'SIGCONT');
  });

  it('of a supervisor that was killed are ended by the next start, which goes on with their data', async () => {
    const left = [...stack().pids.values()];
    const ended = once(stack().supervisor, 'exit');
    stack().supervisor.kill('SIGKILL');
    await ended;
    assert.ok(left.every((pid) => identifyProcess(pid) !== undefined));
    started = await runStack(dataFolder);
    assert.ok(left.every((pid) => identifyProcess(pid) === undefined));
    await waitForAnswers();
  });

  it('are not started twice in one data folder', async () => {
    await assert.rejects(runStack(dataFolder), { message: /ended before/ });
    await waitForAnswers();
  });

  it('end, all of them, when the supervisor is asked to several times', async () => {
    const pids = [...stack().pids.values()];
    await end(stack());
    assert.equal(stack().supervisor.exitCode, 0);
    assert.ok(pids.every((pid) => identifyProcess(pid) === undefined));
    started = await runStack(dataFolder);
  });
});
