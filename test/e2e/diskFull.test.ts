import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { assertOneFile, assertNoParts } from '../support/e2e/assertOneFile.ts';
import { kickstart, pollUntil } from '../support/e2e/jobs.ts';
import { useStack } from '../support/e2e/useStack.ts';

const run = promisify(execFile);
/** Less than the large dataset's file, more than a worker's log. */
const LIMIT_BYTES = 3_000_000;

// A limit on the size of a file stands in for a full disk: it needs no rights, and is met in the middle of a write, too.
describe('A job whose file does not fit the disk', function () {
  this.timeout(180_000);
  const shared = useStack();

  it('says so, leaves nothing half done, and is completed once there is room', async () => {
    const { stack, undisturbed } = shared();
    await stack.worker.kill();
    await stack.restartWorker({ within: ['prlimit', `--fsize=${LIMIT_BYTES}:`] });
    const jobId = await kickstart(stack);
    const full = await pollUntil(stack, jobId, ({ reason }) => reason !== null);
    assert.match(full.reason ?? '', /^Try \d+ failed: the file store is full\. Next try /);
    assert.equal(full.rptRunStatus, 'RUNNING');
    await run('prlimit', ['--pid', String(stack.worker.pid), '--fsize=unlimited:']);
    const { sha256, log } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.equal(log.runAttempt, 1);
    await assertNoParts(stack);
  });
});
