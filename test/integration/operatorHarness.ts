import assert from 'node:assert/strict';
import knex from 'knex';

import { createOperatorLog } from '../../src/db/operatorLog.ts';
import type { Job, JobState } from '../../src/domain/job.ts';
import type { JobQuery } from '../../src/jobs/findJob.ts';
import type { OperatorLog, ReportFile, RunSignal, RunSignals } from '../../src/jobs/ports.ts';
import { createSteerJob, type SteerJob, type Step } from '../../src/jobs/steerJob.ts';
import { aFile, aNewJob, aRun } from '../support/jobs.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';
import { createSimulatedTemporal, type Delivery } from './model/simulatedTemporal.ts';

const signal = new AbortController().signal;

/** The REST side's steps over a real database, with Temporal as a test says it answers. */
export type OperatorHarness = {
  logs: Logs;
  operatorLog: OperatorLog;
  steerJob: SteerJob;
  /** What was signalled so far. */
  sent: RunSignal[];
  /** How Temporal answers from now on; `onSent` is called with each signal that arrives. */
  temporal: { delivery: Delivery; onSent: (jobId: string) => Promise<void> };
  runsOf: (job: Job) => number[];
  registered: () => Promise<Job>;
  running: () => Promise<Job>;
  completed: () => Promise<{ job: Job; file: ReportFile }>;
  inState: (state: JobState) => Promise<Job>;
  forgetRuns: () => void;
  close: () => Promise<void>;
};

export const asAnn = (job: Pick<Job, 'id'>, changes: Partial<JobQuery> = {}): JobQuery => ({
  jobId: job.id,
  tenantId: 'acme',
  authorize: () => undefined,
  ...changes,
});

export const step = (kind: Step['kind'], text: string | null = null): Step => ({ kind, by: 'bob', text });

export async function openOperatorHarness(): Promise<OperatorHarness> {
  const logs = await openLogs();
  const service = knex({ client: 'pg', connection: logs.serviceUrl, pool: { min: 0, max: 4 } });
  const operatorLog = createOperatorLog(service);
  const temporal: OperatorHarness['temporal'] = {
    delivery: 'answered',
    onSent: () => Promise.resolve(),
  };
  const simulated = createSimulatedTemporal({
    deliver: () => Promise.resolve(temporal.delivery),
    onRun: () => undefined,
  });
  const sent: RunSignal[] = [];
  const signals: RunSignals = {
    async send(jobId, message) {
      if (temporal.delivery !== 'answered') return 'unanswered';
      if (simulated.findOpen(jobId) === undefined) return 'closed';
      sent.push(message);
      await temporal.onSent(jobId);
      return 'sent';
    },
  };
  const registered = async () => {
    const job = await logs.executionLog.register(aNewJob(), signal);
    assert.ok(job);
    return job;
  };
  const running = async () => {
    const job = await registered();
    await simulated.starter.start({ ...job, jobId: job.id }, signal);
    const runId = simulated.findOpen(job.id)?.runId ?? '';
    await logs.runLog.change(aRun(job.id, { runId }), { kind: 'claim' }, signal);
    return logs.load(job.id);
  };
  return {
    ...{ logs, operatorLog, sent, temporal, registered, running },
    steerJob: createSteerJob({
      executionLog: logs.executionLog,
      operatorLog,
      starter: simulated.starter,
      signals,
    }),
    runsOf: (job) =>
      simulated
        .runs()
        .filter(({ jobId }) => jobId === job.id)
        .map(({ runAttempt }) => runAttempt),
    completed: async () => {
      const job = await running();
      const run = aRun(job.id, { runId: job.runId ?? '' });
      await logs.runLog.beginRender(run, 1, signal);
      const file = aFile(run);
      await logs.runLog.commitFile(run, 1, file, signal);
      await logs.runLog.change(run, { kind: 'complete' }, signal);
      return { job: await logs.load(job.id), file };
    },
    inState: async (state) => {
      const job = await running();
      await logs.force(job.id, state);
      return logs.load(job.id);
    },
    forgetRuns: () => {
      simulated.forgetEverything();
    },
    close: async () => {
      await service.destroy();
      await logs.close();
    },
  };
}
