import { activityInfo } from '@temporalio/activity';

import type { RunFence } from '../src/jobs/ports.ts';

/** What the workflow hands to every activity of a run. */
export type RunReference = {
  tenantId: string;
  jobId: string;
  runAttempt: number;
  firstExecutionRunId: string;
};

/** The fence of the run that this activity works for: its run id comes from Temporal, never from an argument. */
export function currentRun({ tenantId, jobId, runAttempt, firstExecutionRunId }: RunReference): RunFence {
  const runId = activityInfo().workflowExecution?.runId;
  if (runId === undefined) throw new Error('This activity runs outside a workflow.');
  return { tenantId, jobId, runAttempt, firstExecutionRunId, runId };
}
