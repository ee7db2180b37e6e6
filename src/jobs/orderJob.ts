import { createHash, randomBytes } from 'node:crypto';

import { AppError } from '../domain/errors.ts';
import type { Id } from '../domain/id.ts';
import type { Job } from '../domain/job.ts';
import { checkOrder } from './checkOrder.ts';
import type { Kickstart } from './kickstart.ts';
import type { KickstartDeps } from './kickstartJob.ts';
import type { OrderKey } from './ports.ts';
import { createStartJob } from './startJob.ts';
import { toNewJob } from './toNewJob.ts';

/** What a kickstart says but for the job id, which is a new one, and the caller's own key for this order, or null. */
export type JobOrder = Omit<Kickstart, 'jobId'> & { idempotencyKey: string | null };

/**
 * Orders a report under a new job id. The same order with the same key is the same job, whatever became of it; it gets the
 * first answer, the row as it was when the order was accepted (draft-ietf-httpapi-idempotency-key-header, 2.6). Throws
 * IDEMPOTENCY_KEY_REUSED where the key stands for another order, REPORT_REQUIRED, and what `checkOrder` throws.
 */
export type OrderJob = (order: JobOrder, signal: AbortSignal) => Promise<Job>;

type Deps = KickstartDeps & {
  /** How long a key stands for its order. */
  keyKeptMs: number;
};

export function createOrderJob(deps: Deps): OrderJob {
  const { executionLog, defaults } = deps;
  const startJob = createStartJob(deps);

  return async function orderJob(order, signal) {
    const startBy = Date.now() + deps.startDeadlineMs;
    order.authorize({ studyId: order.studyId ?? null, mode: order.studyId ? order.mode : null });
    const key = toOrderKey(order, deps.keyKeptMs);
    for (;;) {
      const kept = key && (await findKept(order, key, signal));
      if (kept !== undefined) {
        if (isUnstarted(kept)) return startJob(kept, startBy, signal);
        return (await executionLog.findAccepted(kept.id, signal)) ?? kept;
      }
      if (order.reportId === null && (order.studyId ? defaults.study : defaults.tenant) === null)
        throw new AppError('REPORT_REQUIRED');
      const kickstart = { ...order, jobId: createId() };
      const checked = await checkOrder(deps, kickstart, undefined, signal);
      const newJob = toNewJob(kickstart, checked);
      const job = await executionLog.register(key ? { ...newJob, key } : newJob, signal);
      if (job !== undefined) return startJob(job, startBy, signal);
      // A call with the same key was quicker.
    }
  };

  async function findKept(order: JobOrder, key: OrderKey, signal: AbortSignal): Promise<Job | undefined> {
    const kept = await executionLog.findKeptOrder({ ...order.caller, ...key }, signal);
    if (kept === undefined) return undefined;
    if (kept.fingerprint !== key.fingerprint) throw new AppError('IDEMPOTENCY_KEY_REUSED');
    return (await executionLog.find(kept.jobId, signal))?.job;
  }
}

/** The call that registered it may have ended before its run was started. */
function isUnstarted({ state, runId }: Job): boolean {
  return state === 'QUEUED' && runId === null;
}

function toOrderKey(order: JobOrder, keepMs: number): OrderKey | undefined {
  if (order.idempotencyKey === null) return undefined;
  const { studyId = null, mode, reportId, format, requested } = order;
  const said = JSON.stringify([studyId, mode, reportId, format, requested]);
  const fingerprint = createHash('sha256').update(said).digest('hex');
  return { key: order.idempotencyKey, fingerprint, keepMs };
}

function createId(): Id {
  return randomBytes(16).toString('hex').toUpperCase();
}
