import assert from 'node:assert/strict';

import { closeGate, lockDataset } from '../support/e2e/databaseGate.ts';
import { holdRender, kickstart, kickstartHeld, pollUntil } from '../support/e2e/jobs.ts';
import { findLastFailure } from '../support/e2e/operator.ts';
import { LARGE } from '../support/e2e/stack.ts';
import { useStack } from '../support/e2e/useStack.ts';

describe('A job whose worker ends', function () {
  this.timeout(180_000);
  const shared = useStack();

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
    assert.equal(await worker.terminate(), 'exit code 0');
    const { sha256, log } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.equal(log.runAttempt, 1);
    assert.match(
      (await findLastFailure(stack, jobId)) ?? '',
      /^The worker stopped; another one takes over\./,
    );
  });
});
