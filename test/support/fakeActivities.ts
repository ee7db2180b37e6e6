import { Context } from '@temporalio/activity';

import type { Activities } from '../../activities/index.ts';
import type { LogChange } from '../../activities/updateExecutionLog.ts';
import type { JobState } from '../../src/domain/job.ts';

type Options = {
  renderTaskQueue: string;
  onChange?: (
    change: LogChange,
  ) => { state?: JobState; superseded?: boolean; lateAfter?: number; hold?: boolean } | undefined;
  resolve?: () => Promise<void>;
  render?: (tryNumber: number) => Promise<void>;
};

const STATES: Partial<Record<LogChange['kind'], JobState>> = {
  claim: 'RUNNING',
  pause: 'PAUSED',
  resume: 'RUNNING',
  complete: 'COMPLETED',
  fail: 'FAILED',
  cancel: 'CANCELLED',
};

/** Activities that write down what they were asked; each can be made to answer otherwise, to wait or to fail. */
export function createFakeActivities(options: Options) {
  const journal: string[] = [];
  const changes: LogChange[] = [];
  const numbers: [string, number][] = [];
  let state: JobState = 'QUEUED';

  const activities: Activities = {
    updateExecutionLog({ changeNumber }, change) {
      numbers.push([change.kind, changeNumber]);
      changes.push(change);
      journal.push(change.kind);
      const wanted = options.onChange?.(change);
      if (wanted?.superseded === true) return Promise.resolve({ outcome: 'superseded' });
      if (wanted?.lateAfter !== undefined)
        return Promise.resolve({ outcome: 'late', changeNumber: wanted.lateAfter });
      state = wanted?.state ?? STATES[change.kind] ?? state;
      return Promise.resolve({
        outcome: 'written',
        state,
        hold: wanted?.hold ?? false,
        recordCount: state === 'COMPLETED' ? 7 : null,
        limits: {
          renderTaskQueue: options.renderTaskQueue,
          retryTotalMs: 60_000,
          renderTimeoutMs: 60_000,
          heartbeatTimeoutMs: 5_000,
        },
      });
    },
    async resolveFieldSpecs() {
      journal.push('resolve');
      await options.resolve?.();
      return { outcome: 'resolved', fields: [{ name: 'SITEID', values: 2 }], estimatedRows: 7 };
    },
    async renderReport({ changeNumber }) {
      journal.push('render');
      numbers.push(['render', changeNumber]);
      try {
        await options.render?.(Context.current().info.attempt);
      } catch (error) {
        journal.push('render stopped');
        throw error;
      }
      return { outcome: 'rendered', storageId: 'A'.repeat(32), recordCount: 7, sizeBytes: 70 };
    },
    reconcileReports: () => Promise.resolve({ looked: 0, started: 0, failed: 0 }),
  };
  return { activities, journal, changes, numbers };
}

/** A render that works until it is stopped, heartbeating as the real one does. */
export async function renderUntilStopped(): Promise<void> {
  const context = Context.current();
  const beat = setInterval(() => {
    context.heartbeat();
  }, 100);
  try {
    await context.cancelled;
  } finally {
    clearInterval(beat);
  }
}
