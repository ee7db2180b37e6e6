import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

import { createActivities } from '../activities/index.ts';
import type { PartOrder, PartProgress, WrittenPart } from '../activities/writePart.ts';
import { RENDER_TASK_QUEUE } from '../workflows/contract.ts';
import { type Config, ConfigError, loadConfig, toTemporalOptions } from './config.ts';
import { openDatabase } from './db/connection.ts';
import { createExecutionLog } from './db/executionLog.ts';
import { createRowSource } from './db/rowSource/createRowSource.ts';
import { createOperatorLog } from './db/operatorLog.ts';
import { createRunLog } from './db/runLog.ts';
import { createKeySet } from './http/auth/keySet.ts';
import { createHealthApp } from './http/createApp.ts';
import { createDirectRowSource } from './jobs/directRowSource.ts';
import { createReconcileJobs } from './jobs/reconcileJobs.ts';
import { createRemoveDeletedFiles } from './jobs/removeDeletedFiles.ts';
import { tellJobStates, tellRunStates } from './jobs/tellStates.ts';
import { createTidyRowSpool } from './jobs/tidyRowSpool.ts';
import { createTidyUpJob } from './jobs/tidyUpJob.ts';
import { createLogger } from './logger.ts';
import { createDiskFileStore } from './storage/diskFileStore.ts';
import { createDiskRowSpool } from './storage/diskRowSpool.ts';
import { connectClient, connectWorker } from './temporal/connectTemporal.ts';
import { createWorkers } from './temporal/createWorkers.ts';
import { createActivityInterceptor } from './temporal/failures.ts';
import { createFindSpeaker } from './temporal/findSpeaker.ts';
import {
  createReconciliationSchedule,
  ensureReconciliationSchedule,
} from './temporal/reconciliationSchedule.ts';
import { createReportProgress } from './temporal/reportProgress.ts';
import { createReportStarter } from './temporal/reportStarter.ts';
import { bridgeTemporalLogs } from './temporal/runtime.ts';
import { findMissingSearchAttributes } from './temporal/searchAttributes.ts';
import { createThreadPool } from './threads/threadPool.ts';

const TEMPORAL_RETRY_MS = 2_000;
/** A render that does not stop by then loses its thread, so that a cancel takes effect within ten seconds. */
const RENDER_STOP_MS = 5_000;

try {
  await main(loadConfig(process.env));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  // What was opened until then would keep a worker alive that never works.
  process.exit(error instanceof ConfigError ? 78 : 1);
}

/** Open resources, work until told to stop, close in reverse order. */
async function main(config: Config): Promise<void> {
  const log = createLogger({ level: config.LOG_LEVEL, process: 'worker' });
  const beginToWork = endAtOnce(() => {
    log.info({}, 'the worker has stopped before it began to work');
  });
  bridgeTemporalLogs(log);
  const identity = `worker-${process.pid}@${hostname()}`;
  const knex = openDatabase({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    applicationName: 'report-worker',
    timeoutMs: 10_000,
  });
  const fileStore = createDiskFileStore(config.FILE_STORE);
  const temporal = await connectClient(toTemporalOptions(config), identity);
  const connection = await untilTemporalAnswers(
    () => connectWorker(toTemporalOptions(config)),
    () => {
      log.warn({}, 'Temporal does not answer; the worker waits for it');
    },
  );
  const missing = await findMissingSearchAttributes(temporal);
  if (missing.length > 0) {
    throw new Error(
      `Temporal lacks the search attributes ${missing.join(', ')}: run npm run temporal:setup.`,
    );
  }

  const starter = createReportStarter(temporal, log);
  const runLog = tellRunStates(createRunLog(knex, starter), log);
  const executionLog = tellJobStates(createExecutionLog(knex), log);
  const spool = createDiskRowSpool(config.FILE_STORE);
  const tidyRowSpool = createTidyRowSpool({ executionLog, spool, keepMs: config.DIRECT_ROWS_KEEP_MS });
  const tidyUp = createTidyUpJob({ executionLog, fileStore, spool, log });
  const renders = createThreadPool<PartOrder, PartProgress, WrittenPart>({
    entry: 'renderThread',
    stopMs: RENDER_STOP_MS,
  });
  await renders.warmUp();
  const workers = await createWorkers({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    identity,
    queues: config.WORKER_QUEUES,
    maxRenders: config.WORKER_MAX_RENDERS,
    shutdownGraceMs: config.WORKER_SHUTDOWN_GRACE_MS,
    workflowBundle: config.WORKFLOW_BUNDLE,
    interceptor: createActivityInterceptor({
      runLog,
      retry: { initialMs: config.RETRY_INITIAL_INTERVAL_MS, maximumMs: config.RETRY_MAXIMUM_INTERVAL_MS },
      log,
    }),
    activities: createActivities({
      runLog,
      rowSource: createDirectRowSource({
        spool,
        clinical: createRowSource({ connectionString: config.CLINICAL_DATABASE_URL }),
      }),
      fileStore,
      writePart: renders.call,
      reportProgress: createReportProgress(temporal),
      logger: log,
      limits: {
        renderTaskQueue: RENDER_TASK_QUEUE,
        retryTotalMs: config.RETRY_TOTAL_MS,
        renderTimeoutMs: config.RENDER_TIMEOUT_MS,
        heartbeatTimeoutMs: config.RENDER_HEARTBEAT_TIMEOUT_MS,
      },
      findSpeaker: createFindSpeaker(temporal),
      tidyUp,
      reconcileJobs: createReconcileJobs({
        executionLog,
        starter,
        untouchedMs: config.RECONCILIATION_INTERVAL_MS,
        tidyUp,
        tidySpool: (signal) =>
          tidyRowSpool(signal).catch((error: unknown) => {
            log.warn({ err: error }, 'rows of direct reports could not be tidied up');
          }),
        log,
      }),
      removeDeletedFiles: createRemoveDeletedFiles({ operatorLog: createOperatorLog(knex), fileStore, log }),
    }),
  });

  const everyMs = config.RECONCILIATION_INTERVAL_MS;
  const warnOfSchedule = (error: unknown) => {
    log.warn({ err: error }, 'the reconciliation schedule could not be looked for');
  };
  await ensureReconciliationSchedule(temporal, everyMs).catch(warnOfSchedule);
  // Only created from now on: workers of two settings would take turns in changing the interval.
  const scheduleTimer = setInterval(
    () => void createReconciliationSchedule(temporal, everyMs).catch(warnOfSchedule),
    everyMs,
  );

  // Only the API checks tokens; who watches a worker sees all parts of the installation.
  const jwksUrl = config.AUTH_JWKS_URL;
  const health = createHealthApp({
    checks: {
      database: async () => {
        await knex.raw('select 1');
      },
      temporal: async () => {
        await connection.healthService.check({});
      },
      fileStore: () => fileStore.check(),
      keySet: jwksUrl === undefined ? null : createKeySet({ url: new URL(jwksUrl) }).check,
    },
    log,
  }).listen(config.WORKER_HEALTH_PORT, config.HOST);

  log.info({ queues: config.WORKER_QUEUES }, 'the worker is ready');
  beginToWork();
  try {
    await Promise.all(workers.map((worker) => worker.run()));
  } finally {
    clearInterval(scheduleTimer);
    health.close();
    await connection.close();
    await temporal.connection.close();
    await knex.destroy();
  }
  log.info({}, 'the worker has stopped');
  // Retry timers of the client outlive its connection.
  process.exit(0);
}

/**
 * Ends the process on the signals that Temporal's SDK takes for itself: until a worker runs, the SDK only notes them, and
 * there is nothing to hand over yet. The answer gives the signals to the SDK.
 */
function endAtOnce(tell: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const end = () => {
    tell();
    process.exit(0);
  };
  for (const signal of signals) process.on(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}

/** A worker that starts before Temporal waits for it. */
async function untilTemporalAnswers<T>(connect: () => Promise<T>, tell: () => void): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await connect();
    } catch {
      if (tries === 0) tell();
      await delay(TEMPORAL_RETRY_MS);
    }
  }
}
