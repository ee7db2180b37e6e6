import type { Knex } from 'knex';
import knex from 'knex';

import { openDatabase } from '../../src/db/connection.ts';
import { createExecutionLog } from '../../src/db/executionLog.ts';
import { createRunLog } from '../../src/db/runLog.ts';
import type { Id } from '../../src/domain/id.ts';
import type { Job, JobState } from '../../src/domain/job.ts';
import type { ExecutionLog, ReportStarter, RunLog } from '../../src/jobs/ports.ts';
import { createTestDatabase } from './database.ts';

type Row = Record<string, unknown>;
type Bindings = Record<string, Knex.RawBinding>;

/** The ExecutionLog in a database of its own, and two ways past its adapters: as the service, and as the superuser. */
export type Logs = {
  executionLog: ExecutionLog;
  runLog: RunLog;
  load(jobId: Id): Promise<Job>;
  asService(sql: string, bindings?: Bindings): Promise<Row[]>;
  asAdmin(sql: string, bindings?: Bindings): Promise<Row[]>;
  /** Puts a row into a state past all triggers. */
  force(jobId: Id, state: JobState): Promise<void>;
  serviceUrl: string;
  ownerUrl: string;
  close(): Promise<void>;
};

const signal = new AbortController().signal;

/** Whoever asks is told that their run is open, unless a test says otherwise. */
const everyRunIsOpen: ReportStarter['observe'] = ({ runId, runAttempt }) =>
  Promise.resolve({ kind: 'open', runId: runId ?? '', runAttempt });

export async function openLogs(observe = everyRunIsOpen): Promise<Logs> {
  const database = await createTestDatabase();
  const { serviceUrl, ownerUrl, adminUrl } = database;
  const service = openDatabase({
    url: serviceUrl,
    poolSize: 16,
    applicationName: 'test',
    timeoutMs: 10_000,
  });
  const admin = knex({ client: 'pg', connection: adminUrl, pool: { min: 0, max: 1 } });
  const executionLog = createExecutionLog(service);
  const run = async (on: Knex, sql: string, bindings: Bindings) =>
    (await on.raw<{ rows: Row[] }>(sql, bindings)).rows;

  return {
    executionLog,
    runLog: createRunLog(service, { observe }),
    async load(jobId) {
      const record = await executionLog.find(jobId, signal);
      if (record === undefined) throw new Error(`There is no job ${jobId}.`);
      return record.job;
    },
    asService: (sql, bindings = {}) => run(service, sql, bindings),
    asAdmin: (sql, bindings = {}) => run(admin, sql, bindings),
    async force(jobId, state) {
      await admin.transaction(async (transaction) => {
        await transaction.raw("set local session_replication_role = 'replica'");
        await transaction.raw('update execution_log set state = :state where job_id = :jobId', {
          jobId,
          state,
        });
      });
    },
    serviceUrl,
    ownerUrl,
    async close() {
      await service.destroy();
      await admin.destroy();
      await database.drop();
    },
  };
}
