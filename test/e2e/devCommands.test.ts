import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

import { areFree } from '../../src/embedded/findFreePorts.ts';
import { findServerUser } from '../../src/embedded/findServerUser.ts';
import { removePostgresFolder } from '../../src/embedded/postgresFolder.ts';
import { identifyProcess } from '../../src/embedded/processIdentity.ts';
import { startProcess, type RunningProcess } from '../../src/embedded/startProcess.ts';
import type { Environment } from '../../src/embedded/temporalCliSearch.ts';
import { StopWaiting, waitUntil } from '../../src/embedded/waitUntil.ts';
import { copyCheckout } from '../support/e2e/checkout.ts';
import { npmEnvironment, npmRun } from '../support/e2e/npmRun.ts';
import { createRunFolder } from '../support/e2e/runFolder.ts';
import { testTemporalCli } from '../support/temporal.ts';

const { signal } = new AbortController();
const PIDS = z.strictObject({ postgres: z.int(), temporal: z.int(), api: z.int(), worker: z.int() });
const DEV_STATE = z.looseObject({
  apiUrl: z.url(),
  temporalAddress: z.string(),
  temporalUiUrl: z.url(),
  temporalCli: z.string(),
  databaseUrl: z.url(),
  filesDir: z.string(),
  pids: PIDS,
});
type DevState = z.infer<typeof DEV_STATE>;

/** The commands as a newcomer types them, in a checkout of their own. */
describe('In a new checkout', function () {
  this.timeout(240_000);
  let folder: Awaited<ReturnType<typeof createRunFolder>>;
  let checkout: string;
  let env: Environment;
  let dev: RunningProcess;
  let first: DevState;

  /** Undefined where the file is not there; half a file would throw. */
  const readState = async (): Promise<DevState | undefined> => {
    const text = await readFile(join(checkout, '.data', 'dev.json'), 'utf8').catch(() => undefined);
    return text === undefined ? undefined : DEV_STATE.parse(JSON.parse(text));
  };
  const waitForState = (what: string, isWanted: (state: DevState) => boolean) =>
    waitUntil({
      what,
      timeoutMs: 120_000,
      signal,
      ask: async () => {
        if (dev.hasExited()) throw new StopWaiting(`npm run dev ended (${await dev.exited}).`);
        const state = await readState();
        return state !== undefined && isWanted(state) ? state : undefined;
      },
    });

  before(async () => {
    folder = await createRunFolder();
    checkout = join(folder.path, 'checkout');
    await copyCheckout(checkout);
    env = { ...npmEnvironment(), TEMPORAL_CLI: testTemporalCli() };
    dev = await startProcess({
      name: 'dev',
      command: 'npm',
      args: ['run', 'dev'],
      ...{ cwd: checkout, env, record: folder.record, logFile: join(folder.path, 'dev.log') },
    });
    first = await waitForState('.data/dev.json', () => true);
  });
  after(async () => {
    await dev.stop({ graceMs: 40_000 });
    await removePostgresFolder(join(checkout, '.data', 'postgres'), await findServerUser());
    await folder.remove();
  });

  it('npm run dev writes .data/dev.json once everything is ready', async () => {
    const ready = await fetch(`${first.apiUrl}/health/ready`);
    assert.equal(ready.status, 200, await ready.text());
    assert.equal(first.temporalCli, testTemporalCli());
    assert.equal(first.filesDir, join(checkout, '.data', 'files'));
    for (const pid of Object.values(first.pids)) assert.ok(identifyProcess(pid) !== undefined);
    assert.equal((await fetch(first.temporalUiUrl)).status, 200);
  });

  it('npm run token prints one line, a token that the API takes', async () => {
    const { code, stdout, stderr } = await npmRun(
      ['token', '--', '--tenant', 'demo', '--right', 'ReportingGet'],
      { cwd: checkout, env },
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const path = `/ec-reporting-svc/rest/v1.0/report/job/${'0'.repeat(32)}`;
    const answer = await fetch(`${first.apiUrl}${path}`, {
      headers: { authorization: `Bearer ${stdout.trim()}` },
    });
    assert.equal(answer.status, 404, await answer.text());
  });

  it('npm run dev starts a worker that was killed again, and says so in .data/dev.json', async () => {
    process.kill(first.pids.worker, 'SIGKILL');
    const state = await waitForState('another worker', ({ pids }) => pids.worker !== first.pids.worker);
    assert.deepEqual(state, { ...first, pids: { ...first.pids, worker: state.pids.worker } });
    assert.ok(identifyProcess(state.pids.worker) !== undefined);
  });

  it('npm run dev ends all that it started when its whole group is told to', async () => {
    const { pids, apiUrl, temporalAddress, temporalUiUrl, databaseUrl } = (await readState()) ?? first;
    process.kill(-dev.pid, 'SIGTERM');
    process.kill(-dev.pid, 'SIGTERM');
    await dev.exited;
    await waitUntil({
      what: 'the end of all parts',
      timeoutMs: 40_000,
      signal,
      ask: () => Object.values(pids).every((pid) => identifyProcess(pid) === undefined) || undefined,
    });
    assert.equal(await readState(), undefined);
    const urls = [apiUrl, `http://${temporalAddress}`, temporalUiUrl, databaseUrl];
    assert.ok(await areFree(urls.map((url) => Number(new URL(url).port))));
  });

  it('npm run demo shows a report and leaves nothing running', async () => {
    const { code, stdout, stderr } = await npmRun(['demo'], { cwd: checkout, env });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /COMPLETED {2}(\d+) of \1 rows\n/);
    assert.match(stdout, /^\d+ rows, .* SHA-256 [0-9a-f]{64}$/m);
    assert.deepEqual(JSON.parse(await readFile(join(checkout, '.data', 'processes.json'), 'utf8')), []);
  });
});
