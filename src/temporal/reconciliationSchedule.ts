import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';

import {
  RECONCILIATION_SCHEDULE_ID,
  RECONCILIATION_WORKFLOW_TYPE,
  TASK_QUEUE,
} from '../../workflows/contract.ts';
import type { TemporalClient } from './connectTemporal.ts';

type Client = Pick<TemporalClient, 'client'>;

/** Creates the schedule where it is missing, and gives one that stands its interval; all else of it is left as it is. */
export async function ensureReconciliationSchedule(temporal: Client, everyMs: number): Promise<void> {
  if (await createReconciliationSchedule(temporal, everyMs)) return;
  const handle = temporal.client.schedule.getHandle(RECONCILIATION_SCHEDULE_ID);
  const { spec } = await handle.describe();
  const [interval, ...others] = spec.intervals ?? [];
  if (interval?.every === everyMs && others.length === 0) return;
  await handle.update((standing) => ({ ...standing, spec: { intervals: [{ every: everyMs }] } }));
}

/** Answers whether it was missing. */
export async function createReconciliationSchedule({ client }: Client, everyMs: number): Promise<boolean> {
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
    return true;
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return false;
    throw error;
  }
}
