import type { TemporalClient } from './connectTemporal.ts';

/** What a run was told: the n-th signal of a name, or to end by Temporal's own cancellation. */
export type Told = { signal: string; ordinal: number } | { request: 'cancel' };

type FoundSpeaker = { by: string; reason: string | null };

const UNKNOWN: FoundSpeaker = { by: 'an operator', reason: null };

/**
 * Who told a run something, as its history has it: the workflow itself is not told. The reason is the one that the
 * request of a cancellation carried (few clients let their user give one); a signal carries its own. Where the history
 * cannot be read, "an operator".
 */
export function createFindSpeaker({ client }: Pick<TemporalClient, 'client'>) {
  return async (run: { jobId: string; runId: string }, told: Told): Promise<FoundSpeaker> => {
    try {
      const { events } = await client.withDeadline(Date.now() + 1_000, () =>
        client.workflow.getHandle(run.jobId, run.runId).fetchHistory(),
      );
      if ('request' in told) {
        const request = (events ?? [])
          .map((event) => event.workflowExecutionCancelRequestedEventAttributes)
          .find((asked) => asked != null);
        return { by: request?.identity || UNKNOWN.by, reason: request?.cause || null };
      }
      const signals = (events ?? [])
        .map((event) => event.workflowExecutionSignaledEventAttributes)
        .filter((signal) => signal?.signalName === told.signal);
      return { by: signals[told.ordinal - 1]?.identity || UNKNOWN.by, reason: null };
    } catch {
      return UNKNOWN;
    }
  };
}
