import { randomUUID } from 'node:crypto';

import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';

import { dataConverter } from '../../src/temporal/dataConverter.ts';
import { WORKFLOW_TYPE } from '../../workflows/contract.ts';
import { createFakeActivities } from './fakeActivities.ts';
import { createTaskQueueName } from './temporal.ts';
import { loadWorkflowBundle } from './workflowBundle.ts';

export type Fake = ReturnType<typeof createFakeActivities>;
type Options = Omit<Parameters<typeof createFakeActivities>[0], 'renderTaskQueue'>;
export type Run = Awaited<ReturnType<WorkflowRuns['start']>>;
export type WorkflowRuns = Awaited<ReturnType<typeof connectWorkflowRuns>>;

/** Runs of the real workflow with fake activities on a real server. */
export async function connectWorkflowRuns(address: string) {
  const connection = await NativeConnection.connect({ address });
  const clientConnection = await Connection.connect({ address });
  const client = new Client({ connection: clientConnection, dataConverter, identity: 'olga' });
  const workflowBundle = await loadWorkflowBundle();

  const start = (taskQueue: string) => {
    const jobId = randomUUID().replaceAll('-', '').toUpperCase();
    return client.workflow.start(WORKFLOW_TYPE, {
      workflowId: jobId,
      taskQueue,
      args: [{ tenantId: 'acme', jobId, runAttempt: 1 }],
      memo: { runAttempt: 1 },
    });
  };

  /** A worker that lives as long as the work. */
  const withWorker = async (taskQueue: string, fake: Fake, work: () => Promise<void>) => {
    const worker = await Worker.create({
      connection,
      taskQueue,
      activities: fake.activities,
      workflowBundle,
      dataConverter,
      maxHeartbeatThrottleInterval: '100ms',
    });
    await worker.runUntil(work);
  };

  return {
    clientConnection,
    start,
    withWorker,
    /** Starts one run and lets the caller speak to it. */
    async withRun(
      options: Options,
      speak: (run: Awaited<ReturnType<typeof start>>, fake: Fake) => Promise<void>,
    ): Promise<Fake> {
      const taskQueue = createTaskQueueName('report');
      const fake = createFakeActivities({ ...options, renderTaskQueue: taskQueue });
      await withWorker(taskQueue, fake, async () => {
        await speak(await start(taskQueue), fake);
      });
      return fake;
    },
    async close() {
      await clientConnection.close();
      await connection.close();
    },
  };
}
