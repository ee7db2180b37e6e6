import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';

import { RENDER_TASK_QUEUE, TASK_QUEUE } from '../../workflows/contract.ts';
import { dataConverter } from './dataConverter.ts';
import type { createActivityInterceptor } from './failures.ts';

type Options = {
  connection: NativeConnection;
  namespace: string;
  identity: string;
  queues: readonly string[];
  maxRenders: number;
  shutdownGraceMs: number;
  /** A prebuilt bundle; without one, and without one beside the built product, the workflows are bundled here. */
  workflowBundle: string | undefined;
  activities: object;
  interceptor: ReturnType<typeof createActivityInterceptor>;
};

/** One worker per task queue that this process serves. Heartbeats go out often enough that a cancel is heard in time. */
export async function createWorkers(options: Options): Promise<Worker[]> {
  const common: WorkerOptions = {
    connection: options.connection,
    namespace: options.namespace,
    identity: options.identity,
    taskQueue: TASK_QUEUE,
    activities: options.activities,
    dataConverter,
    interceptors: { activity: [(context) => ({ inbound: options.interceptor(context) })] },
    maxHeartbeatThrottleInterval: '1s',
    shutdownGraceTime: options.shutdownGraceMs,
    shutdownForceTime: 2 * options.shutdownGraceMs + 5_000,
  };
  const workers: Worker[] = [];
  if (options.queues.includes(TASK_QUEUE)) {
    workers.push(await Worker.create({ ...common, ...findWorkflows(options.workflowBundle) }));
  }
  if (options.queues.includes(RENDER_TASK_QUEUE)) {
    const maxConcurrentActivityTaskExecutions = options.maxRenders;
    workers.push(
      await Worker.create({ ...common, taskQueue: RENDER_TASK_QUEUE, maxConcurrentActivityTaskExecutions }),
    );
  }
  return workers;
}

function findWorkflows(given: string | undefined): Partial<WorkerOptions> {
  const built = fileURLToPath(new URL('../../workflow-bundle.js', import.meta.url));
  const codePath = given ?? (existsSync(built) ? built : undefined);
  if (codePath !== undefined) return { workflowBundle: { codePath } };
  return { workflowsPath: fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)) };
}
