import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';

import {
  RECONCILIATION_SCHEDULE_ID,
  RECONCILIATION_WORKFLOW_TYPE,
  TASK_QUEUE,
} from '../../workflows/contract.ts';
import type { TemporalClient } from './connectTemporal.ts';

/** Creates the schedule where it is missing; one that stands is left as it is. */
export async function ensureReconciliationSchedule(
  { client }: Pick<TemporalClient, 'client'>,
  everyMs: number,
): Promise<void> {
  try {
    await client.schedule.create({
      scheduleId: RECONCILIATION_SCHEDULE_ID,
      spec: { intervals: [{ every: everyMs }] },
      action: {
        type: 'startWorkflow',
        workflowType: RECONCILIATION_WORKFLOW_TYPE,
        workflowId: RECONCILIATION_SCHEDULE_ID,
        taskQueue: TASK_QUEUE,
        args: [],
        workflowExecutionTimeout: '10 minutes',
      },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}
