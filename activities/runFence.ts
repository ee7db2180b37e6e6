import { activityInfo } from '@temporalio/activity';

import type { RunFence } from '../src/jobs/ports.ts';

/** What the workflow hands to every activity of a run. */
export type RunReference = {
  tenantId: string;
  jobId: string;
  runAttempt: number;
  firstExecutionRunId: string;
  changeNumber: number;
};

/** The fence of the run that this activity works for: its run id comes from Temporal, never from an argument. */
export function currentRun(ref: RunReference): RunFence {
  const { tenantId, jobId, runAttempt, firstExecutionRunId, changeNumber } = ref;
  const runId = activityInfo().workflowExecution?.runId;
  if (runId === undefined) throw new Error('This activity runs outside a workflow.');
  return { tenantId, jobId, runAttempt, firstExecutionRunId, changeNumber, runId };
}
