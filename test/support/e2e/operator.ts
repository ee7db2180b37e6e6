import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

import { waitUntil } from '../../../src/embedded/waitUntil.ts';
import { RECONCILIATION_SCHEDULE_ID } from '../../../workflows/contract.ts';
import type { Stack } from './stack.ts';

const run = promisify(execFile);
const RECONCILIATION_TIMEOUT_MS = 60_000;

/** What an operator does with the `temporal` program. */
export async function operate(
  { temporal }: Stack,
  verb: 'signal' | 'reset' | 'terminate' | 'cancel',
  args: readonly string[],
): Promise<void> {
  await run(temporal.cli, ['workflow', verb, '--address', temporal.address, ...args], { timeout: 30_000 });
}

/** The runs that Temporal has of a job, newest first; empty while it knows none. */
export async function countRuns(stack: Stack, jobId: string): Promise<number> {
  return ask(stack, async (client) => {
    const page = await client.workflowService.listWorkflowExecutions({
      namespace: 'default',
      query: `WorkflowId = "${jobId}"`,
    });
    return page.executions.length;
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
