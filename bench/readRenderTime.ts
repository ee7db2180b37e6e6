import type { Client } from '@temporalio/client';

import type { Id } from '../src/domain/id.ts';

/** Milliseconds from the start of a job's `renderReport` in the worker to its end, as Temporal recorded them. */
export async function readRenderTime(client: Client, jobId: Id): Promise<number> {
  const { events = [] } = await client.workflow.getHandle(jobId).fetchHistory();
  const scheduled = events?.find(
    (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'renderReport',
  );
  const completed = events?.find((event) =>
    isSameEvent(event.activityTaskCompletedEventAttributes?.scheduledEventId, scheduled?.eventId),
  );
  const started = events?.find((event) =>
    isSameEvent(event.eventId, completed?.activityTaskCompletedEventAttributes?.startedEventId),
  );
  if (!started?.eventTime || !completed?.eventTime) throw new Error('The history has no finished render.');
  return toMs(completed.eventTime) - toMs(started.eventTime);
}

type Time = { seconds?: { toString(): string } | null; nanos?: number | null };

function toMs({ seconds, nanos }: Time): number {
  return Number(seconds?.toString() ?? 0) * 1000 + (nanos ?? 0) / 1e6;
}

function isSameEvent(one: Time['seconds'], other: Time['seconds']): boolean {
  return one?.toString() !== undefined && one.toString() === other?.toString();
}
