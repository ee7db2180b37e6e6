import assert from 'node:assert/strict';

import { ReportingError } from '../../src/client/index.ts';
import { waitUntil } from '../../src/embedded/waitUntil.ts';
import { assertOneFile } from '../support/e2e/assertOneFile.ts';
import { kickstart } from '../support/e2e/jobs.ts';
import { countRuns, hasRun } from '../support/e2e/operator.ts';
import { refusalOf } from '../support/e2e/reportingClient.ts';
import { LARGE, type Stack } from '../support/e2e/stack.ts';
import { useStack } from '../support/e2e/useStack.ts';
import { createId } from '../support/jobs.ts';

describe('A job whose start is lost', function () {
  this.timeout(180_000);
  const shared = useStack();
  afterEach(() => {
    shared().stack.apiTemporal.setTraffic('pass');
  });

  it('with an API that is killed between the row and the start is started by the reconciliation', async () => {
    const { stack, undisturbed } = shared();
    stack.apiTemporal.setTraffic('swallow requests');
    const jobId = createId();
    const lost = assert.rejects(stack.client.post({ jobId, dataset: LARGE }), isUnanswered);
    await until('the row', () => hasRow(stack, jobId));
    await stack.api.kill();
    await lost;
    stack.apiTemporal.setTraffic('pass');
    await stack.restartApi();
    const { sha256, log } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.equal(log.runAttempt, 1);
    assert.equal(await countRuns(stack, jobId), 1);
  });

  it('with an API that is killed between the start and its answer runs once', async () => {
    const { stack, undisturbed } = shared();
    stack.apiTemporal.setTraffic('drop replies');
    const jobId = createId();
    const lost = assert.rejects(stack.client.post({ jobId, dataset: LARGE }), isUnanswered);
    await until('the run', () => hasRun(stack, jobId));
    await stack.api.kill();
    await lost;
    stack.apiTemporal.setTraffic('pass');
    await stack.restartApi();
    const { sha256, log } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.equal(log.runAttempt, 1);
    assert.equal(await countRuns(stack, jobId), 1);
  });

  it('in its answer keeps its field specs: a call with others is refused', async () => {
    const { stack, undisturbed } = shared();
    stack.apiTemporal.setTraffic('drop replies');
    const jobId = await kickstart(stack);
    const other = await refusalOf(stack.client.post({ jobId, dataset: 'AE' }));
    assert.equal(other.errorCode, 'REPT_409_FIELD_SPECS');
    stack.apiTemporal.setTraffic('pass');
    const { sha256, log } = await assertOneFile(stack, jobId);
    assert.equal(sha256, undisturbed.sha256);
    assert.equal(log.runAttempt, 1);
  });
});

async function until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  await waitUntil({
    what,
    timeoutMs: 10_000,
    intervalMs: 10,
    signal: new AbortController().signal,
    ask: async () => ((await isTrue()) ? true : undefined),
  });
}

const isUnanswered = (error: unknown) => !(error instanceof ReportingError);

async function hasRow(stack: Stack, jobId: string): Promise<boolean> {
  return (await stack.query('select from execution_log where job_id = $1', [jobId])).length > 0;
}
