import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { importDatasets } from '../../src/db/import/importDatasets.ts';
import { createDemoStudy } from '../../src/embedded/demoStudy/createDemoStudy.ts';
import { countCsvRows } from '../../src/embedded/demo/countCsvRows.ts';
import { findFreePorts } from '../../src/embedded/findFreePorts.ts';
import { findReportIds } from '../../src/embedded/findReportIds.ts';
import { AUDIENCE, ISSUER, issueToken, RIGHTS, serveKeySet } from '../../src/embedded/identityProvider.ts';
import { loadSigningKey } from '../../src/embedded/signingKey.ts';
import { startProcess, type RunningProcess } from '../../src/embedded/startProcess.ts';
import type { Environment } from '../../src/embedded/temporalCliSearch.ts';
import { answersTemporal } from '../../src/embedded/temporalServer.ts';
import { waitUntil } from '../../src/embedded/waitUntil.ts';
import { waitUntilReady } from '../../src/embedded/waitUntilReady.ts';
import { createTestDatabase } from '../support/database.ts';
import { copyCheckout, takeProduct } from '../support/e2e/checkout.ts';
import { npmEnvironment, npmRun } from '../support/e2e/npmRun.ts';
import { createReportingClient } from '../support/e2e/reportingClient.ts';
import { createRunFolder } from '../support/e2e/runFolder.ts';
import { createId } from '../support/jobs.ts';
import { testTemporalCli } from '../support/temporal.ts';

const { signal } = new AbortController();

/** Everything by the commands of the image and the compose file, on servers that are as they come. */
describe('The built product', function () {
  this.timeout(300_000);
  const steps: (() => Promise<unknown>)[] = [];
  let folder: Awaited<ReturnType<typeof createRunFolder>>;
  let product: string;
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let env: Environment;
  const run = (script: string, given: Environment = env) =>
    npmRun(['--silent', script], { cwd: product, env: given });
  const launch = async (name: 'api' | 'worker') => {
    const service = await startProcess({
      name,
      command: 'npm',
      args: ['run', '--silent', `start:${name}`],
      ...{ cwd: product, env, record: folder.record, logFile: join(folder.path, `${name}.log`) },
    });
    steps.push(() => service.stop());
    return service;
  };
  const ready = (service: RunningProcess, port: string) =>
    waitUntilReady({ process: service, port: Number(env[port]) }, signal);

  before(async () => {
    folder = await createRunFolder();
    steps.push(() => folder.remove());
    const checkout = join(folder.path, 'checkout');
    product = join(folder.path, 'product');
    await copyCheckout(checkout);
    const built = await npmRun(['--silent', 'build'], { cwd: checkout, env: npmEnvironment() });
    assert.equal(built.code, 0, built.stdout + built.stderr);
    await takeProduct(checkout, product);

    database = await createTestDatabase('template0');
    steps.push(() => database.drop());
    const [temporalPort = 0, apiPort = 0, healthPort = 0] = await findFreePorts(3);
    const temporalAddress = `127.0.0.1:${temporalPort}`;
    const temporal = await startProcess({
      name: 'temporal',
      command: testTemporalCli(),
      args: ['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(temporalPort)],
      env: npmEnvironment(),
      ...{ cwd: folder.path, record: folder.record, logFile: join(folder.path, 'temporal.log') },
    });
    steps.push(() => temporal.stop());
    await waitUntil({
      what: 'the Temporal server to answer',
      timeoutMs: 60_000,
      signal,
      ask: async () => (await answersTemporal(temporalAddress)) || undefined,
    });
    const keySet = await serveKeySet(await loadSigningKey(join(folder.path, 'signingKey.json')), 0);
    steps.push(keySet.stop);
    const fileStore = join(folder.path, 'files');
    await mkdir(fileStore);
    env = {
      ...npmEnvironment(),
      PORT: String(apiPort),
      WORKER_HEALTH_PORT: String(healthPort),
      DATABASE_URL: database.serviceUrl,
      CLINICAL_DATABASE_URL: database.clinicalUrl,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      RECONCILIATION_INTERVAL_MS: '1000',
      FILE_STORE: fileStore,
      DEFAULT_STUDY_REPORT: (await findReportIds(join(product, 'reports'))).get('Subject Data Extract'),
      AUTH_ISSUER: ISSUER,
      AUTH_AUDIENCE: AUDIENCE,
      AUTH_JWKS_URL: keySet.jwksUrl,
    };
  });
  after(async () => {
    for (const step of steps.splice(0).reverse()) await step();
  });

  for (const script of ['db:migrate', 'temporal:setup', 'start:api', 'start:worker']) {
    it(`ends ${script} with exit code 78 where settings are missing, and names them`, async () => {
      const { code, stderr } = await run(script, { ...npmEnvironment(), PORT: 'none' });
      assert.equal(code, 78, stderr);
      assert.match(stderr, / {2}DATABASE_URL: is required/);
      assert.match(stderr, / {2}PORT: /);
    });
  }

  it('makes the schema, once or again', async () => {
    for (const { code, stderr } of [await run('db:migrate'), await run('db:migrate')])
      assert.equal(code, 0, stderr);
  });

  for (const name of ['api', 'worker'] as const) {
    it(`does not start the ${name} before temporal:setup, but ends and names it`, async () => {
      const { code, stderr } = await run(`start:${name}`);
      assert.equal(code, 1, stderr);
      assert.match(
        stderr,
        /^Temporal lacks the search attributes .*TenantId.*: run npm run temporal:setup\.$/m,
      );
    });
  }

  it('delivers a report, and stops when it is told to', async () => {
    const first = await run('temporal:setup');
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stdout, /^Registered: .*TenantId/);
    assert.match((await run('temporal:setup')).stdout, /^All search attributes stand\./);

    const { studyId } = await importDatasets(
      {
        ownerUrl: database.ownerUrl,
        tenantId: 'acme',
        study: { name: 'BUILT01', mode: 'test' },
        sources: createDemoStudy({ subjects: 4, name: 'BUILT01' }),
      },
      signal,
    );
    const api = await launch('api');
    const worker = await launch('worker');
    await ready(api, 'PORT');
    await ready(worker, 'WORKER_HEALTH_PORT');
    for (const port of ['PORT', 'WORKER_HEALTH_PORT']) {
      const answer = await fetch(`http://127.0.0.1:${env[port] ?? ''}/health/ready`);
      const checks = { database: 'ok', temporal: 'ok', fileStore: 'ok', keySet: 'ok' };
      assert.deepEqual(await answer.json(), { status: 'ok', checks });
      await promisify(execFile)(process.execPath, ['docker/healthCheck.js', env[port] ?? ''], {
        cwd: product,
      });
    }

    const key = await loadSigningKey(join(folder.path, 'signingKey.json'));
    const grant = { tenant: 'acme', user: 'ann', rights: RIGHTS, expiresInS: 600 };
    const url = `http://127.0.0.1:${env['PORT'] ?? ''}`;
    const token = await issueToken(key, grant);
    const client = createReportingClient({ url, token, studyId: studyId ?? '', mode: 'test' });
    const { id } = await client.post({ jobId: createId(), dataset: 'AE' });
    const log = await waitUntil({
      what: 'the report to be completed',
      timeoutMs: 90_000,
      intervalMs: 200,
      signal,
      ask: async () => {
        const found = await client.findJob(id);
        return ['QUEUED', 'RUNNING'].includes(found.rptRunStatus) ? undefined : found;
      },
    });
    assert.equal(log.rptRunStatus, 'COMPLETED', JSON.stringify(log));
    const content = await client.download(id);
    const [file] = (await client.findManifest(id)).files;
    assert.equal(countCsvRows(content), log.recCount);
    assert.equal(file?.sha256, createHash('sha256').update(content).digest('hex'));

    for (const service of [worker, api]) {
      process.kill(service.pid, 'SIGTERM');
      assert.equal(await service.exited, 'exit code 0', service.name);
    }
  });
});
