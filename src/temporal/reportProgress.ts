import { SIGNALS, type ProgressSignal } from '../../workflows/contract.ts';
import type { RunFence } from '../jobs/ports.ts';
import type { TemporalClient } from './connectTemporal.ts';

/** Tells the very run how far its render is; a run that does not hear it has lost nothing. */
export function createReportProgress({ client }: Pick<TemporalClient, 'client'>) {
  return async (run: Pick<RunFence, 'jobId' | 'runId'>, progress: ProgressSignal): Promise<void> => {
    await client
      .withDeadline(Date.now() + 1_000, () =>
        client.workflow.getHandle(run.jobId, run.runId).signal(SIGNALS.progress, progress),
      )
      .catch(() => undefined);
  };
}
