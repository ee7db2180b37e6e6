import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { connectClient, type TemporalClient } from '../../src/temporal/connectTemporal.ts';
import { createFindSpeaker } from '../../src/temporal/findSpeaker.ts';
import { WORKFLOW_TYPE } from '../../workflows/contract.ts';
import { createId } from '../support/jobs.ts';
import { createTaskQueueName, testTemporalAddress, testTemporalCli } from '../support/temporal.ts';

const run = promisify(execFile);

describe('findSpeaker', () => {
  let temporal: TemporalClient;
  before(async () => {
    const options = { namespace: 'default', apiKey: undefined, tls: undefined };
    temporal = await connectClient({ ...options, address: testTemporalAddress() }, 'ida');
  });
  after(() => temporal.connection.close());

  const operate = (verb: string, jobId: string, ...args: string[]) =>
    run(testTemporalCli(), [
      ...['workflow', verb, '--workflow-id', jobId, '--address', testTemporalAddress()],
      ...['--identity', 'olga', ...args],
    ]);
  /** A run that no worker works on. */
  const startRun = async () => {
    const jobId = createId();
    const taskQueue = createTaskQueueName();
    const { firstExecutionRunId: runId } = await temporal.client.workflow.start(WORKFLOW_TYPE, {
      workflowId: jobId,
      taskQueue,
      args: [],
    });
    return { jobId, runId };
  };

  it('names who cancelled a run with the temporal program', async () => {
    const job = await startRun();
    await operate('cancel', job.jobId);
    const found = await createFindSpeaker(temporal)(job, { request: 'cancel' });
    assert.deepEqual(found, { by: 'olga', reason: null });
  });

  it('tells the reason that a cancellation was asked for with', async () => {
    const job = await startRun();
    await temporal.connection.workflowService.requestCancelWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId: job.jobId },
      identity: 'ida',
      reason: 'ordered twice',
    });
    const found = await createFindSpeaker(temporal)(job, { request: 'cancel' });
    assert.deepEqual(found, { by: 'ida', reason: 'ordered twice' });
  });

  it('names who sent the n-th signal of a name', async () => {
    const job = await startRun();
    await temporal.client.workflow.getHandle(job.jobId).signal('resume');
    await temporal.client.workflow.getHandle(job.jobId).signal('pause');
    await operate('signal', job.jobId, '--name', 'pause');
    const found = await createFindSpeaker(temporal)(job, { signal: 'pause', ordinal: 2 });
    assert.deepEqual(found, { by: 'olga', reason: null });
  });

  it('says "an operator" where the history does not tell', async () => {
    const unknown = { by: 'an operator', reason: null };
    const findSpeaker = createFindSpeaker(temporal);
    assert.deepEqual(await findSpeaker(await startRun(), { request: 'cancel' }), unknown);
    assert.deepEqual(
      await findSpeaker({ jobId: createId(), runId: createId() }, { signal: 'pause', ordinal: 1 }),
      unknown,
    );
  });
});
