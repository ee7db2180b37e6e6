import { waitUntil } from '../../../src/embedded/waitUntil.ts';
import { createId } from '../jobs.ts';
import type { ExecutionLogAnswer, Order } from './reportingClient.ts';
import { LARGE, type Stack } from './stack.ts';
import type { Hold } from './tcpProxy.ts';

const JOB_TIMEOUT_MS = 90_000;
/** Well within the large dataset's file, and more than a worker writes at once. */
const HELD_AFTER_BYTES = 1_500_000;

/** Orders a new job, by default for the large dataset, and answers its id. */
export async function kickstart(stack: Stack, order: Partial<Order> = {}): Promise<string> {
  const jobId = createId();
  const what = order.reportId === undefined ? { dataset: LARGE } : {};
  return (await stack.client.post({ jobId, ...what, ...order })).id;
}

/** Polls a job until its ExecutionLog is as wanted; a call that is not answered is repeated. */
export async function pollUntil(
  stack: Stack,
  jobId: string,
  isWanted: (log: ExecutionLogAnswer) => boolean,
): Promise<ExecutionLogAnswer> {
  let last: ExecutionLogAnswer | undefined;
  try {
    return await waitUntil({
      what: `job ${jobId}`,
      timeoutMs: JOB_TIMEOUT_MS,
      intervalMs: 100,
      signal: new AbortController().signal,
      ask: async () => {
        last = await stack.client.findJob(jobId);
        return isWanted(last) ? last : undefined;
      },
    });
  } catch (cause) {
    throw new Error(`The job is not as it should be, but ${JSON.stringify(last)}.`, { cause });
  }
}

export const pollState = (stack: Stack, jobId: string, state: string): Promise<ExecutionLogAnswer> =>
  pollUntil(stack, jobId, (log) => log.rptRunStatus === state);

/** Stops the next render of the large dataset in the middle of its file. */
export function holdRender(stack: Stack): Hold {
  return stack.clinical.holdAnswer(HELD_AFTER_BYTES);
}

/** Orders the large dataset and answers once its render stands still in the middle of the file. */
export async function kickstartHeld(stack: Stack): Promise<{ jobId: string; hold: Hold }> {
  const hold = holdRender(stack);
  const jobId = await kickstart(stack);
  await hold.reached;
  return { jobId, hold };
}

/** Waits until a file of the job is committed, whatever the ExecutionLog says. */
export async function waitForFile(stack: Stack, jobId: string): Promise<void> {
  await waitUntil({
    what: `a file of job ${jobId}`,
    timeoutMs: JOB_TIMEOUT_MS,
    signal: new AbortController().signal,
    ask: async () => {
      const files = await stack.query('select from report_file where job_id = $1', [jobId]);
      return files.length === 0 ? undefined : true;
    },
  });
}
