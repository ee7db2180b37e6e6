import { toSearchSpec } from '../domain/searchSpec.ts';
import type { Order } from './checkOrder.ts';
import type { Kickstart } from './kickstart.ts';
import type { NewJob } from './ports.ts';

/** The row of a checked order. */
export function toNewJob(kickstart: Kickstart, order: Order): NewJob {
  const requested = kickstart.requested ?? { fieldSpecs: [], extFieldSpecs: [] };
  return {
    id: kickstart.jobId,
    tenantId: kickstart.caller.tenantId,
    studyId: order.study?.id ?? null,
    studyName: order.study?.name ?? null,
    studyMode: order.study === null ? null : kickstart.mode,
    format: order.format ?? 'CSV',
    report: order.report,
    requested,
    searchSpec: toSearchSpec(requested),
    userId: kickstart.caller.userId,
    requestId: kickstart.requestId,
  };
}
