import assert from 'node:assert/strict';

import { createMeasuringDataset } from '../../src/embedded/demoStudy/createMeasuringDataset.ts';
import { waitUntil } from '../../src/embedded/waitUntil.ts';
import { assertEndsWell } from '../support/e2e/assertEndsWell.ts';
import { assertOneFile, listFiles } from '../support/e2e/assertOneFile.ts';
import { closeGate, lockDataset } from '../support/e2e/databaseGate.ts';
import { holdRender, kickstart, kickstartHeld, pollUntil } from '../support/e2e/jobs.ts';
import { findLastFailure } from '../support/e2e/operator.ts';
import { LARGE, type Stack } from '../support/e2e/stack.ts';
import { useStack } from '../support/e2e/useStack.ts';

const SLOW_SORT_ID = '0123456789ABCDEF0123456789ABCDEF';
/** Each row's cell costs the server milliseconds, all of them before the sort can give its first row. */
const SLOW_SORT = `
id: ${SLOW_SORT_ID}
name: Slow Sort
level: study
formats: [CSV]
rows:
  kind: sql
  datasets: { work: WORK }
  statement: |
    SELECT md5(repeat(work.usubjid || work.rownum, 100000)) AS key FROM work
  columns:
    - { name: KEY, label: Key, type: string }
  orderBy: [KEY]
`;
const END_TIMEOUT_MS = 10_000;

describe('A job whose worker ends', function () {
  this.timeout(180_000);
  const shared = useStack({ reports: [SLOW_SORT] });

  it('killed while field specs are resolved is completed by the next worker', async () => {
    const { stack, undisturbed } = shared();
    const lock = await lockDataset(stack.adminUrl, LARGE);
    const jobId = await kickstart(stack);
    await lock.reached();
    await stack.worker.kill();
    await lock.open();
    await stack.restartWorker();
    const { sha256, log } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.equal(log.runAttempt, 1);
  });

  it('killed in the middle of a render is completed by the next worker', async () => {
    const { stack, undisturbed } = shared();
    const { jobId } = await kickstartHeld(stack);
    const [part] = await listFiles(stack, jobId);
    assert.match(part ?? '', /\.part$/);
    await stack.worker.kill();
    const next = holdRender(stack);
    await stack.restartWorker();
    await next.reached;
    const { reason } = await pollUntil(stack, jobId, (log) => log.reason !== null);
    assert.match(reason ?? '', /^Try 1 was lost: .* Try 2 is running\.$/);
    next.release();
    const { sha256, log } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.equal(log.runAttempt, 1);
  });

  it('killed between the commit of its file and COMPLETED is completed with that very file', async () => {
    const { stack, undisturbed } = shared();
    const gate = await closeGate(stack.adminUrl, 'complete');
    const jobId = await kickstart(stack);
    await gate.reached();
    const committed = await listFiles(stack, jobId);
    await stack.worker.kill();
    await gate.open();
    await stack.restartWorker();
    const { sha256 } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.deepEqual(await listFiles(stack, jobId), committed);
  });

  it('told to stop is handed over to another one within its grace time', async () => {
    const { stack, undisturbed } = shared();
    const { jobId } = await kickstartHeld(stack);
    const { worker } = stack;
    await stack.restartWorker();
    await assertEndsWell(worker);
    const { sha256, log } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.equal(log.runAttempt, 1);
    assert.match(
      (await findLastFailure(stack, jobId)) ?? '',
      /^The worker stopped; another one takes over\./,
    );
  });

  it('stopped for so long that another one did the work is not disturbed when it goes on', async () => {
    const { stack, undisturbed } = shared();
    const { jobId, hold } = await kickstartHeld(stack);
    const asleep = stack.worker;
    process.kill(asleep.pid, 'SIGSTOP');
    await stack.restartWorker();
    const done = await assertOneFile(stack, jobId);
    hold.release();
    process.kill(asleep.pid, 'SIGCONT');
    await assertEndsWell(asleep);
    assert.deepEqual(await assertOneFile(stack, jobId), done);
    assert.equal(done.sha256, undisturbed.sha256);
  });

  it('killed while the database sorts leaves no backend at work ten seconds later', async () => {
    const { stack } = shared();
    await stack.load([createMeasuringDataset({ name: 'WORK', rows: 20_000 })]);
    const jobId = await kickstart(stack, { reportId: SLOW_SORT_ID });
    await untilWorking(stack, { isWorking: true, timeoutMs: 30_000 });
    await stack.worker.kill();
    await untilWorking(stack, { isWorking: false, timeoutMs: END_TIMEOUT_MS });
    await stack.load([createMeasuringDataset({ name: 'WORK', rows: 10 })]);
    await stack.restartWorker();
    const { rows } = await assertOneFile(stack, jobId);
    assert.equal(rows, 10);
  });
});

/** Until a render's backend is, or none is any more, in its COPY. */
async function untilWorking(
  stack: Stack,
  { isWorking, timeoutMs }: { isWorking: boolean; timeoutMs: number },
): Promise<void> {
  await waitUntil({
    what: `backends of renders ${isWorking ? 'to work' : 'to end'}`,
    timeoutMs,
    signal: new AbortController().signal,
    ask: async () => {
      const found = await stack.query(
        `select from pg_stat_activity
         where usename = 'report_clinical' and state = 'active' and query ilike 'copy%'`,
      );
      return found.length > 0 === isWorking ? true : undefined;
    },
  });
}
