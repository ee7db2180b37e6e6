import type { WorkflowExecutionDescription } from '@temporalio/client';

import type { PendingTry } from '../jobs/ports.ts';

/** Activities that failed or were lost at least once, as `describe` tells them. */
export function toPendingTries(raw: WorkflowExecutionDescription['raw']): PendingTry[] {
  return (raw.pendingActivities ?? [])
    .filter((pending) => (pending.attempt ?? 1) > 1)
    .map((pending) => ({
      step: pending.activityType?.name ?? 'a step',
      tryNumber: pending.attempt ?? 1,
      nextRetryAt: toDate(pending.nextAttemptScheduleTime?.seconds),
    }));
}

function toDate(seconds: { toNumber(): number } | null | undefined): Date | null {
  return seconds == null ? null : new Date(seconds.toNumber() * 1000);
}
