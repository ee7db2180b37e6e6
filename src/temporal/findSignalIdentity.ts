import type { TemporalClient } from './connectTemporal.ts';

type Signal = { name: string; ordinal: number };

const UNKNOWN = 'an operator';

/**
 * Who sent the n-th signal of a name, as the run's history has it: the workflow itself is not told. Where the history
 * cannot be read, "an operator".
 */
export function createFindSignalIdentity({ client }: Pick<TemporalClient, 'client'>) {
  return async (run: { jobId: string; runId: string }, { name, ordinal }: Signal): Promise<string> => {
    try {
      const history = await client.withDeadline(Date.now() + 1_000, () =>
        client.workflow.getHandle(run.jobId, run.runId).fetchHistory(),
      );
      const signals = (history.events ?? [])
        .map((event) => event.workflowExecutionSignaledEventAttributes)
        .filter((signal) => signal?.signalName === name);
      return signals[ordinal - 1]?.identity ?? UNKNOWN;
    } catch {
      return UNKNOWN;
    }
  };
}
