import {
  ActivityFailure,
  type ActivityOptions,
  ApplicationFailure,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';

import type { Activities } from '../activities/index.ts';
import type { RunReference } from './contract.ts';

/** The limits that the claim answered: settings of the worker, kept in the history. */
export type StepLimits = Extract<
  Awaited<ReturnType<Activities['updateExecutionLog']>>,
  { outcome: 'written' }
>['limits'];

// A short database step is tried within the workflow task first, which halves the latency of a small report.
const local = proxyLocalActivities<Activities>({
  scheduleToCloseTimeout: '2s',
  retry: { maximumAttempts: 1 },
});

const SHORT: ActivityOptions = { startToCloseTimeout: '30s', heartbeatTimeout: '10s' };

// The ExecutionLog is the truth about the job: its writes are retried without limit.
const unlimited = proxyActivities<Activities>(SHORT);

type Change = Parameters<Activities['updateExecutionLog']>[1];

/** Answers of a step that wrote nothing. */
export type Refusal = Exclude<Awaited<ReturnType<Activities['renderReport']>>, { outcome: 'rendered' }>;

/** Writes one change of the ExecutionLog. */
export function updateExecutionLog(
  run: RunReference,
  change: Change,
): ReturnType<Activities['updateExecutionLog']> {
  return localFirst(
    () => local.updateExecutionLog(run, change),
    () => unlimited.updateExecutionLog.executeWithOptions({ ...SHORT, summary: change.kind }, [run, change]),
  );
}

export function resolveFieldSpecs(
  run: RunReference,
  limits: StepLimits,
): ReturnType<Activities['resolveFieldSpecs']> {
  const ordinary = proxyActivities<Activities>({
    ...SHORT,
    scheduleToCloseTimeout: limits.retryTotalMs,
    summary: 'check the filters',
  });
  return localFirst(
    () => local.resolveFieldSpecs(run),
    () => ordinary.resolveFieldSpecs(run),
  );
}

type Render = {
  estimatedRows: number | null;
  /** How many progress signals this activity may send, over all its tries. */
  mostSignals: number;
};

/** The render has a task queue of its own, so that heavy work scales by itself. */
export function renderReport(
  run: RunReference,
  limits: StepLimits,
  { estimatedRows, mostSignals }: Render,
): ReturnType<Activities['renderReport']> {
  const { renderReport: render } = proxyActivities<Activities>({
    taskQueue: limits.renderTaskQueue,
    startToCloseTimeout: limits.renderTimeoutMs,
    scheduleToCloseTimeout: limits.retryTotalMs,
    heartbeatTimeout: limits.heartbeatTimeoutMs,
    // A pause or a cancel is written down only when nothing of the render is left that could commit.
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
    // Fixed for as long as the step is shown, however far it is.
    ...(estimatedRows === null ? {} : { summary: `about ${estimatedRows} rows` }),
  });
  return render(run, mostSignals);
}

async function localFirst<T>(tryLocal: () => Promise<T>, runOrdinary: () => Promise<T>): Promise<T> {
  try {
    return await tryLocal();
  } catch (error) {
    if (isCancellation(error) || isFinal(error)) throw error;
    return await runOrdinary();
  }
}

/** Trying again cannot mend it. A local activity's failure comes bare, an ordinary one's wrapped. */
function isFinal(error: unknown): boolean {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure && cause.nonRetryable === true;
}
