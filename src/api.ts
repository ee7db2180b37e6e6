import { hostname } from 'node:os';

import { loadCatalogue } from './catalogue/loadCatalogue.ts';
import { watchCatalogue } from './catalogue/watchCatalogue.ts';
import { type ApiConfig, ConfigError, loadApiConfig, toTemporalOptions } from './config.ts';
import { openDatabase } from './db/connection.ts';
import { createAuditTrail } from './db/auditTrail.ts';
import { createExecutionLog } from './db/executionLog.ts';
import { createJobList } from './db/jobList.ts';
import { createCasebookSource } from './db/rowSource/createCasebookSource.ts';
import { createRowSource } from './db/rowSource/createRowSource.ts';
import { createFieldValueSource } from './db/rowSource/fieldValues.ts';
import { createJobHistory } from './db/jobHistory.ts';
import { createOperatorLog } from './db/operatorLog.ts';
import { createStudyDirectory } from './db/studyDirectory.ts';
import { createKeySet } from './http/auth/keySet.ts';
import { createVerifyToken } from './http/auth/verifyToken.ts';
import { createFindClientAddress } from './http/clientAddress.ts';
import { createApp } from './http/createApp.ts';
import { CANCEL_WAIT_MS } from './http/operations/remove.ts';
import { startServer } from './http/startServer.ts';
import { createAwaitJob } from './jobs/awaitJob.ts';
import { createDeleteJob } from './jobs/deleteJob.ts';
import { createCollateCasebook } from './jobs/collateCasebook.ts';
import { createFindJob } from './jobs/findJob.ts';
import { createFindManifest } from './jobs/findManifest.ts';
import { createKickstartJob } from './jobs/kickstartJob.ts';
import { createListJobs } from './jobs/listJobs.ts';
import { createListAudit } from './jobs/listAudit.ts';
import { createListHistory } from './jobs/listHistory.ts';
import { createOpenJobFile } from './jobs/openJobFile.ts';
import { createDescribeReport } from './jobs/describeReport.ts';
import { createListReports } from './jobs/listReports.ts';
import { createOrderScheduled } from './jobs/orderScheduled.ts';
import { createOrderJob } from './jobs/orderJob.ts';
import { createAuditRecorder } from './jobs/recordAudit.ts';
import { createOrderDirectReport } from './jobs/orderDirectReport.ts';
import { createStateWatch } from './jobs/stateWatch.ts';
import { createSteerJob } from './jobs/steerJob.ts';
import { tellJobStates, tellOperatorStates } from './jobs/tellStates.ts';
import { createLogger } from './logger.ts';
import { renderOdm } from './render/odm/renderOdm.ts';
import { createDiskFileStore } from './storage/diskFileStore.ts';
import { createDiskRowSpool } from './storage/diskRowSpool.ts';
import { connectClient, type TemporalClient } from './temporal/connectTemporal.ts';
import { createReportStarter } from './temporal/reportStarter.ts';
import { createRunSignals } from './temporal/runSignals.ts';
import { findMissingSearchAttributes } from './temporal/searchAttributes.ts';

/** What is left of the request's deadline once the start was given up: the row is noted and read again. */
const NOTE_MS = 400;
/** The clinical database is asked for a study's name; where it is slow the run will ask again. */
const CLINICAL_TIMEOUT_MS = 1_000;
const TEMPORAL_CHECK_MS = 3_000;
/** How soon a client that waits hears of a change. */
const STATE_LOOK_MS = 250;
const SHUTDOWN_GRACE_MS = 10_000;

try {
  await main(loadApiConfig(process.env));
  // Temporal's client repeats failed calls on timers that outlive its connection, and would throw there.
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof ConfigError ? 78 : 1;
}

/** Open resources, answer until told to stop, close in reverse order. */
async function main(config: ApiConfig): Promise<void> {
  const told = untilTold();
  const log = createLogger({ level: config.LOG_LEVEL, process: 'api' });
  const catalogue = await loadCatalogue(config.REPORTS_DIR);
  const catalogueWatch = await watchCatalogue({ catalogue, folder: config.REPORTS_DIR, log });
  const temporal = await connectClient(toTemporalOptions(config), `api-${process.pid}@${hostname()}`);
  const knex = openDatabase({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    applicationName: 'report-api',
    timeoutMs: config.REQUEST_DEADLINE_MS,
  });
  const clinicalKnex = openDatabase({
    url: config.CLINICAL_DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    applicationName: 'report-api',
    timeoutMs: Math.min(CLINICAL_TIMEOUT_MS, config.REQUEST_DEADLINE_MS),
  });
  try {
    await checkSearchAttributes(temporal, (fields, message) => {
      log.warn(fields, message);
    });
    const keySet = createKeySet({ url: new URL(config.AUTH_JWKS_URL) });
    const executionLog = tellJobStates(createExecutionLog(knex), log);
    const starter = createReportStarter(temporal, log);
    const fileStore = createDiskFileStore(config.FILE_STORE);
    const auditTrail = createAuditTrail(knex);
    const recorder = createAuditRecorder({ auditTrail, log }, { timeoutMs: config.REQUEST_DEADLINE_MS });

    const ordering = {
      executionLog,
      starter,
      catalogue,
      studies: createStudyDirectory(clinicalKnex),
      defaults: {
        study: config.DEFAULT_STUDY_REPORT ?? null,
        tenant: config.DEFAULT_TENANT_REPORT ?? null,
      },
      startDeadlineMs: Math.max(config.REQUEST_DEADLINE_MS - NOTE_MS, 100),
    };

    const operatorLog = tellOperatorStates(createOperatorLog(knex), log);
    const signals = createRunSignals(temporal, log);
    const watch = createStateWatch(operatorLog, { intervalMs: STATE_LOOK_MS });
    const findJob = createFindJob({ executionLog, starter });
    const steerJob = createSteerJob({ executionLog, operatorLog, starter, signals });
    const orderJob = createOrderJob({ ...ordering, keyKeptMs: config.IDEMPOTENCY_KEY_KEPT_MS });
    const jobList = createJobList(knex);
    const fieldValues = createFieldValueSource({
      connectionString: config.CLINICAL_DATABASE_URL,
      timeoutMs: Math.min(config.LOOKUP_TIMEOUT_MS, config.REQUEST_DEADLINE_MS - NOTE_MS),
      mostValues: config.LOOKUP_VALUE_LIMIT,
    });
    const app = createApp({
      kickstartJob: createKickstartJob(ordering),
      orderJob,
      orderScheduled: createOrderScheduled({ ...ordering, orderJob }),
      listReports: createListReports(ordering),
      orderDirectReport: createOrderDirectReport({
        ...ordering,
        spool: createDiskRowSpool(config.FILE_STORE),
      }),
      findJob,
      awaitJob: createAwaitJob({ findJob, watch }),
      listHistory: createListHistory({ executionLog, history: createJobHistory(knex) }),
      steerJob,
      deleteJob: createDeleteJob({
        ...{ executionLog, operatorLog, steerJob, watch, fileStore, log },
        cancelWaitMs: CANCEL_WAIT_MS,
      }),
      collateCasebook: createCollateCasebook({
        studies: ordering.studies,
        rowSource: createRowSource({ connectionString: config.CLINICAL_DATABASE_URL }),
        casebooks: createCasebookSource({ connectionString: config.CLINICAL_DATABASE_URL }),
        render: renderOdm,
        limits: {
          subjects: config.CASEBOOK_MAX_SUBJECTS,
          rows: config.CASEBOOK_MAX_ROWS,
          bytes: config.CASEBOOK_MAX_BYTES,
        },
        readingMs: config.CASEBOOK_READING_MS,
      }),
      findManifest: createFindManifest(executionLog),
      listJobs: createListJobs(jobList),
      describeReport: createDescribeReport({ ...ordering, fieldValues, jobList }),
      openJobFile: createOpenJobFile({ executionLog, fileStore }),
      verifyToken: createVerifyToken({
        issuer: config.AUTH_ISSUER,
        audience: config.AUTH_AUDIENCE,
        getKey: keySet.getKey,
        claims: {
          user: config.AUTH_CLAIM_USER,
          tenant: config.AUTH_CLAIM_TENANT,
          rights: config.AUTH_CLAIM_RIGHTS,
          studies: config.AUTH_CLAIM_STUDIES,
        },
      }),
      listAudit: createListAudit({ auditTrail, drain: (ms) => recorder.drain(ms) }),
      audit: { recorder, findClientAddress: createFindClientAddress(config.TRUSTED_PROXIES) },
      checks: {
        database: async () => {
          await knex.raw('select 1');
        },
        temporal: (signal) => askTemporal(temporal, signal),
        fileStore: () => fileStore.check(),
        keySet: () => keySet.check(),
      },
      log,
      settings: {
        deadlineMs: config.REQUEST_DEADLINE_MS,
        bodyLimitBytes: config.REQUEST_BODY_LIMIT_BYTES,
        directBodyLimitBytes: config.DIRECT_BODY_LIMIT_BYTES,
      },
    });

    const server = await startServer(app, {
      ...{ host: config.HOST, port: config.PORT, log },
      stallMs: config.HTTP_STALL_TIMEOUT_MS,
    });
    log.info({ host: config.HOST, port: server.port }, 'the API is ready');
    await told;
    watch.stop();
    await server.close(SHUTDOWN_GRACE_MS);
    const lost = await recorder.drain(SHUTDOWN_GRACE_MS);
    if (lost > 0) log.error({ events: lost }, 'audit events could not be written');
  } finally {
    catalogueWatch.stop();
    await clinicalKnex.destroy();
    await knex.destroy();
    log.info({}, 'the API has stopped');
    await temporal.connection.close();
  }
}

/** Resolves at the first SIGTERM or SIGINT; later ones change nothing. */
function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        resolve();
      });
    }
  });
}

/** Throws where attributes are missing; a Temporal that is away is no reason not to take orders. */
async function checkSearchAttributes(
  temporal: TemporalClient,
  warn: (fields: object, message: string) => void,
): Promise<void> {
  const missing = await temporal.connection
    .withDeadline(Date.now() + TEMPORAL_CHECK_MS, () => findMissingSearchAttributes(temporal))
    .catch(() => undefined);
  if (missing === undefined) warn({}, 'Temporal does not answer; jobs are taken and started later');
  else if (missing.length > 0) {
    throw new Error(
      `Temporal lacks the search attributes ${missing.join(', ')}: run npm run temporal:setup.`,
    );
  }
}

async function askTemporal({ connection }: TemporalClient, signal: AbortSignal): Promise<void> {
  await connection.withAbortSignal(signal, () => connection.healthService.check({}));
}
