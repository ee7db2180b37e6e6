import { setTimeout as delay } from 'node:timers/promises';

import {
  type WorkflowExecutionDescription,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from '@temporalio/client';

import { MEMO, type ReportGenerationInput, TASK_QUEUE, WORKFLOW_TYPE } from '../../workflows/contract.ts';
import { countsForRow, type RunObservation } from '../domain/run.ts';
import type { ReportStarter, StartOutcome, StartRequest } from '../jobs/ports.ts';
import { askTemporal } from './askTemporal.ts';
import type { TemporalClient } from './connectTemporal.ts';
import { describeClose } from './describeClose.ts';
import { toPendingTries } from './pendingTries.ts';
import { toSearchAttributes } from './searchAttributes.ts';

type Log = { warn(fields: object, message: string): void };

const OLDER_RUN_POLL_MS = 50;
const OBSERVE_MS = 1_500;
const HAS_FAILURE: readonly string[] = ['TERMINATED', 'FAILED', 'TIMED_OUT'];

/** Starts and observes runs; the workflow's id is the job's. */
export function createReportStarter(
  { client }: Pick<TemporalClient, 'client'>,
  log: Log,
  taskQueue: string = TASK_QUEUE,
): ReportStarter {
  return {
    async start(request, signal) {
      try {
        return await askTemporal({ client, signal }, () => startOnce(request, signal));
      } catch (error) {
        // Whatever stands in the way, the order is safe in its row: the start is repeated from there.
        log.warn({ jobId: request.jobId, err: error }, 'the start of a run could not be confirmed');
        return 'unconfirmed';
      }
    },

    async observe(row, signal) {
      const within = AbortSignal.any([signal, AbortSignal.timeout(OBSERVE_MS)]);
      try {
        return await askTemporal({ client, signal: within }, async () => {
          const latest = await describe(row.id);
          if (row.runId === null || countsForRow(latest, row)) return latest;
          return describe(row.id, row.runId);
        });
      } catch (error) {
        log.warn({ jobId: row.id, err: error }, 'Temporal did not say how a run stands');
        return { kind: 'unanswered' };
      }
    },

    async findPendingTries(jobId, runId, signal) {
      try {
        const { raw } = await askTemporal({ client, signal }, () =>
          client.workflow.getHandle(jobId, runId).describe(),
        );
        return toPendingTries(raw);
      } catch {
        return [];
      }
    },
  };

  async function startOnce(request: StartRequest, signal: AbortSignal): Promise<StartOutcome> {
    const { tenantId, jobId, runAttempt } = request;
    for (;;) {
      signal.throwIfAborted();
      try {
        await client.workflow.start<(input: ReportGenerationInput) => Promise<unknown>>(WORKFLOW_TYPE, {
          workflowId: jobId,
          taskQueue,
          args: [{ tenantId, jobId, runAttempt }],
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          workflowIdConflictPolicy: 'FAIL',
          memo: { [MEMO.runAttempt]: runAttempt, [MEMO.requestId]: request.requestId },
          typedSearchAttributes: toSearchAttributes(request),
          staticSummary: toSummary(request),
        });
        return 'confirmed';
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        const open = await describe(jobId);
        if (open.kind === 'open' || open.kind === 'closed') {
          if (isOf(open, runAttempt)) return 'confirmed';
          if (open.runAttempt !== null && open.runAttempt > runAttempt) return 'overtaken';
        }
        // An older run is still closing.
        await delay(OLDER_RUN_POLL_MS, undefined, { signal });
      }
    }
  }

  async function describe(jobId: string, runId?: string): Promise<RunObservation> {
    try {
      const found = await client.workflow.getHandle(jobId, runId).describe();
      const runAttempt = readRunAttempt(found);
      if (found.status.name === 'RUNNING') return { kind: 'open', runId: found.runId, runAttempt };
      const closedAs = describeClose(found.status.name, await findFailure(found));
      return { kind: 'closed', runId: found.runId, runAttempt, closedAs };
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return { kind: 'none' };
      throw error;
    }
  }

  async function findFailure({ workflowId, runId, status }: WorkflowExecutionDescription): Promise<unknown> {
    if (!HAS_FAILURE.includes(status.name)) return undefined;
    const error: unknown = await client.workflow
      .getHandle(workflowId, runId)
      .result()
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
    return error instanceof WorkflowFailedError ? error.cause : undefined;
  }
}

function isOf(run: RunObservation, runAttempt: number): boolean {
  return (run.kind === 'open' || run.kind === 'closed') && run.runAttempt === runAttempt;
}

function readRunAttempt({ memo }: WorkflowExecutionDescription): number | null {
  const value: unknown = memo?.[MEMO.runAttempt];
  return typeof value === 'number' ? value : null;
}

/** "Subject Data Extract · CDISCPILOT01 · test · CSV" */
function toSummary({ reportName, studyName, studyMode, format }: StartRequest): string {
  return [reportName, studyName, studyMode, format].filter((part) => part !== null).join(' · ');
}
