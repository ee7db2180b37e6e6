import { setTimeout as sleep } from 'node:timers/promises';

import type { Client } from '@temporalio/client';

import type { Id } from '../src/domain/id.ts';
import { readRenderSpan } from './readRenderSpan.ts';

const POLL_MS = 50;

/** The longest time in seconds without a heartbeat of a job's render, as the Temporal server saw them arrive. */
export async function followHeartbeats(client: Client, jobId: Id): Promise<number> {
  const handle = client.workflow.getHandle(jobId);
  const seen = new Set<number>();
  for (;;) {
    const { raw, status } = await handle.describe();
    const render = raw.pendingActivities?.find(({ activityType }) => activityType?.name === 'renderReport');
    for (const time of [render?.lastStartedTime, render?.lastHeartbeatTime]) {
      if (time) seen.add(Number(time.seconds?.toString() ?? 0) + (time.nanos ?? 0) / 1e9);
    }
    if (status.name !== 'RUNNING') break;
    await sleep(POLL_MS);
  }
  // Without the end a render that was never heard of again would seem to be in time.
  const { endMs } = await readRenderSpan(client, jobId);
  seen.add(endMs / 1000);
  const times = [...seen].toSorted((one, other) => one - other);
  return Math.max(0, ...times.slice(1).map((time, index) => time - (times[index] ?? time)));
}
