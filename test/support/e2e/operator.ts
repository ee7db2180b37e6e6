import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

import { waitUntil } from '../../../src/embedded/waitUntil.ts';
import { RECONCILIATION_SCHEDULE_ID } from '../../../workflows/contract.ts';
import type { Stack } from './stack.ts';

const run = promisify(execFile);
const LIST_TIMEOUT_MS = 60_000;
const RECONCILIATION_TIMEOUT_MS = 60_000;

/** What an operator does with the `temporal` program. */
export async function operate(
  { temporal }: Stack,
  verb: 'signal' | 'reset' | 'terminate' | 'cancel',
  args: readonly string[],
): Promise<void> {
  await run(temporal.cli, ['workflow', verb, '--address', temporal.address, ...args], { timeout: 30_000 });
}

/** Lets the step that waits for its next try be tried at once. */
export async function hurryStep(stack: Stack, jobId: string): Promise<void> {
  const { raw } = await ask(stack, (client) => client.workflow.getHandle(jobId).describe());
  const [waiting] = raw.pendingActivities ?? [];
  const { cli, address } = stack.temporal;
  await run(
    cli,
    [
      ...['activity', 'reset', '--address', address],
      ...['--workflow-id', jobId, '--activity-id', waiting?.activityId ?? ''],
    ],
    { timeout: 30_000 },
  );
}

/** What `temporal workflow list` shows for a query over search attributes; it lags behind what happens. */
export async function listJobs({ temporal }: Stack, query: string): Promise<string> {
  const { stdout } = await run(
    temporal.cli,
    ['workflow', 'list', '--address', temporal.address, '--query', query],
    { timeout: 30_000 },
  );
  return stdout;
}

/**
 * How many runs Temporal has had of a job, once it is over. A list lags, but in the order of what happened: it is counted
 * when it shows the latest run, of which `describe` knows at once, and every run that the job's row has been claimed by,
 * as closed.
 */
export async function countRuns(stack: Stack, jobId: string): Promise<number> {
  const claimed = await stack.query<{ run_id: string }>(
    `select distinct entry->>'run_id' as run_id from execution_log_history
     where job_id = $1 and entry->>'run_id' is not null`,
    [jobId],
  );
  return waitUntil({
    what: `the list to show the runs of job ${jobId}`,
    timeoutMs: LIST_TIMEOUT_MS,
    signal: new AbortController().signal,
    ask: () =>
      ask(stack, async (client) => {
        const latest = await client.workflow.getHandle(jobId).describe();
        const { executions } = await client.workflowService.listWorkflowExecutions({
          namespace: 'default',
          query: `WorkflowId = "${jobId}"`,
        });
        const isClosed = (runId: string) =>
          executions.some(({ execution, closeTime }) => execution?.runId === runId && closeTime != null);
        const awaited = [latest.runId, ...claimed.map((row) => row.run_id)];
        return awaited.every(isClosed) ? executions.length : undefined;
      }),
  });
}

/** Whether Temporal knows a run of this job; never lags, unlike a list. */
export async function hasRun(stack: Stack, jobId: string): Promise<boolean> {
  return ask(stack, (client) =>
    client.workflow
      .getHandle(jobId)
      .describe()
      .then(
        () => true,
        () => false,
      ),
  );
}

/** Why Temporal let the render of this job begin again: the failure of the try before the last one. */
export async function findLastFailure(stack: Stack, jobId: string): Promise<string | undefined> {
  const { events } = await ask(stack, (client) => client.workflow.getHandle(jobId).fetchHistory());
  const started = (events ?? []).map((event) => event.activityTaskStartedEventAttributes?.lastFailure);
  return started.findLast((failure) => failure != null)?.message ?? undefined;
}

/** All that Temporal keeps of a job's latest run as text, payloads decoded. */
export async function readRunHistory(stack: Stack, jobId: string): Promise<string> {
  const history = await ask(stack, (client) => client.workflow.getHandle(jobId).fetchHistory());
  const text = historyToJSON(history);
  const payloads = [...text.matchAll(/"data": ?"([\w+/=]+)"/g)];
  return [text, ...payloads.map(([, data = '']) => Buffer.from(data, 'base64').toString('utf8'))].join('\n');
}

/** Waits until a reconciliation that began from now on has ended. */
export async function waitForReconciliation(stack: Stack): Promise<void> {
  const since = new Date();
  await waitUntil({
    what: 'a reconciliation to end',
    timeoutMs: RECONCILIATION_TIMEOUT_MS,
    intervalMs: 200,
    signal: new AbortController().signal,
    ask: () =>
      ask(stack, async (client) => {
        const { info } = await client.schedule.getHandle(RECONCILIATION_SCHEDULE_ID).describe();
        const begun = info.recentActions.filter(({ takenAt }) => takenAt > since);
        for (const { action } of begun) {
          const { workflowId, firstExecutionRunId } = action.workflow;
          const { status } = await client.workflow.getHandle(workflowId, firstExecutionRunId).describe();
          if (status.name === 'COMPLETED') return true;
        }
        return undefined;
      }),
  });
}

async function ask<T>({ temporal }: Stack, work: (client: Client) => Promise<T>): Promise<T> {
  const connection = Connection.lazy({ address: temporal.address });
  try {
    return await connection.withDeadline(Date.now() + 10_000, () => work(new Client({ connection })));
  } finally {
    await connection.close();
  }
}
