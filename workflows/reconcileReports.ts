import { proxyActivities } from '@temporalio/workflow';

import type { Activities } from '../activities/index.ts';

// One look every interval: what fails today is looked at again by the next one.
const { reconcileReports } = proxyActivities<Activities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { maximumAttempts: 2 },
});

/** Runs on a schedule: repeats starts that got lost and closes rows whose run is closed. */
export async function ReconcileReports(): Promise<{ looked: number; started: number; failed: number }> {
  return await reconcileReports();
}
