import { WorkflowNotFoundError } from '@temporalio/client';

import { SIGNALS } from '../../workflows/contract.ts';
import type { RunSignals } from '../jobs/ports.ts';
import { askTemporal } from './askTemporal.ts';
import type { TemporalClient } from './connectTemporal.ts';

type Log = { warn(fields: object, message: string): void };

/** The signals that operators send with Temporal's own tools, sent from the REST side to the job's open run. */
export function createRunSignals({ client }: Pick<TemporalClient, 'client'>, log: Log): RunSignals {
  return {
    async send(jobId, { name, word }, signal) {
      try {
        await askTemporal({ client, signal }, () =>
          client.workflow.getHandle(jobId).signal(SIGNALS[name], word),
        );
        return 'sent';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'closed';
        log.warn({ jobId, err: error }, 'a signal could not be sent to a run');
        return 'unanswered';
      }
    },
  };
}
