import assert from 'node:assert/strict';
import type { Knex } from 'knex';

import { openDatabase } from '../../src/db/connection.ts';
import { createExecutionLog } from '../../src/db/executionLog.ts';
import { AppError, ERRORS } from '../../src/domain/errors.ts';
import type { ReportStarter } from '../../src/jobs/ports.ts';
import { startTcpProxy, type TcpProxy } from '../support/e2e/tcpProxy.ts';
import { aKickstart, createTestKickstart } from '../support/kickstarts.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';

const POOL_SIZE = 2;
const DEADLINE_MS = 1_000;

const starter: ReportStarter = {
  start: () => Promise.resolve('confirmed'),
  observe: () => Promise.resolve({ kind: 'unanswered' }),
  findPendingTries: () => Promise.resolve([]),
};

describe('A database whose packets are lost', function () {
  this.timeout(20_000);
  let logs: Logs;
  let proxy: TcpProxy;
  let database: Knex;
  before(async () => {
    logs = await openLogs();
    const url = new URL(logs.serviceUrl);
    proxy = await startTcpProxy(Number(url.port));
    Object.assign(url, { hostname: '127.0.0.1', port: String(proxy.port) });
    const options = { poolSize: POOL_SIZE, applicationName: 'test', timeoutMs: DEADLINE_MS };
    database = openDatabase({ url: url.href, ...options });
  });
  after(async () => {
    proxy.setTraffic('pass');
    await database.destroy();
    await proxy.stop();
    await logs.close();
  });

  const kickstart = () =>
    createTestKickstart({ executionLog: createExecutionLog(database), starter })(
      aKickstart(),
      AbortSignal.timeout(DEADLINE_MS),
    );

  it('answers 503 in time, and takes orders again as soon as packets pass, on new connections', async () => {
    await Promise.all(Array.from({ length: POOL_SIZE }, kickstart));
    proxy.setTraffic('swallow requests');
    const startedAt = performance.now();
    for (const refused of await Promise.allSettled(Array.from({ length: 2 * POOL_SIZE }, kickstart))) {
      assert.ok(refused.status === 'rejected' && refused.reason instanceof AppError);
      assert.equal(ERRORS[refused.reason.code].status, 503);
    }
    assert.ok(performance.now() - startedAt < 3_000, 'within the time a caller waits');
    proxy.setTraffic('pass on new connections');
    const jobs = await Promise.all(Array.from({ length: 2 * POOL_SIZE }, kickstart));
    assert.deepEqual(new Set(jobs.map(({ state }) => state)), new Set(['QUEUED']));
  });
});
