import { createId } from '../jobs.ts';
import { kickstart, kickstartHeld, pollState } from './jobs.ts';
import type { Stack } from './stack.ts';

type Prepared = { jobId: string; release: () => void };

/** How a job has to stand for an operation's example to succeed; where nothing is said it is finished. */
export const JOB_OF: Readonly<Record<string, (stack: Stack) => Promise<Prepared>>> = {
  kickstartReport: () => Promise.resolve({ jobId: createId(), release: () => undefined }),
  cancelReportJob: holdJob,
  pauseReportJob: holdJob,
  resumeReportJob: holdJob,
  commentReportJob: holdJob,
};

/** A job that the operation's example can be sent for; `release` ends what holds it. */
export function prepareJob(stack: Stack, operationId: string): Promise<Prepared> {
  return (JOB_OF[operationId] ?? finishJob)(stack);
}

/** Its run stands still in the middle of the render, and takes signals. */
async function holdJob(stack: Stack): Promise<Prepared> {
  const { jobId, hold } = await kickstartHeld(stack);
  return {
    jobId,
    release: () => {
      hold.release();
    },
  };
}

async function finishJob(stack: Stack): Promise<Prepared> {
  const jobId = await kickstart(stack, { dataset: 'DM' });
  await pollState(stack, jobId, 'COMPLETED');
  return { jobId, release: () => undefined };
}
