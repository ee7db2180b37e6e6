import type { Client } from '@temporalio/client';

import type { Id } from '../src/domain/id.ts';

/** When a job's `renderReport` began in the worker and when it ended, in milliseconds, as Temporal recorded them. */
export async function readRenderSpan(client: Client, jobId: Id): Promise<{ startMs: number; endMs: number }> {
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
  return { startMs: toMs(started.eventTime), endMs: toMs(completed.eventTime) };
}

type Time = { seconds?: { toString(): string } | null; nanos?: number | null };

function toMs({ seconds, nanos }: Time): number {
  return Number(seconds?.toString() ?? 0) * 1000 + (nanos ?? 0) / 1e6;
}

function isSameEvent(one: Time['seconds'], other: Time['seconds']): boolean {
  return one?.toString() !== undefined && one.toString() === other?.toString();
}
