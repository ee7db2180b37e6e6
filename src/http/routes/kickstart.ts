import type { Job } from '../../domain/job.ts';
import type { KickstartJob } from '../../jobs/kickstartJob.ts';
import { createAuthorize } from '../auth/rights.ts';
import type { VerifyToken } from '../auth/verifyToken.ts';
import { toExecutionLog } from '../executionLog.ts';
import { readJsonBody } from '../jsonBody.ts';
import { parseKickstartBody } from '../kickstartBody.ts';
import { parseKickstartParameters } from '../parameters.ts';
import type { RequestContext } from '../requestState.ts';
import { withDeadline } from '../withDeadline.ts';
import { JOB_PATH } from './paths.ts';

type Deps = {
  kickstartJob: KickstartJob;
  verifyToken: VerifyToken;
  settings: { deadlineMs: number; bodyLimitBytes: number };
};

const POLL_AFTER_S = 5;

/** POST …/report/job/{jobId}: 202 with the ExecutionLog. */
export function kickstartRoute({ kickstartJob, verifyToken, settings }: Deps) {
  return async (ctx: RequestContext & { params: Record<string, string> }): Promise<void> => {
    const identity = await verifyToken(ctx.get('authorization'));
    const parameters = parseKickstartParameters(ctx.params['jobId'], ctx.query);
    ctx.state.fields = { jobId: parameters.jobId };
    const requested = parseKickstartBody(await readJsonBody(ctx.req, settings.bodyLimitBytes));
    const { tenantId, userId } = identity;
    const kickstart = {
      ...parameters,
      requested,
      caller: { tenantId, userId },
      requestId: ctx.state.requestId,
      authorize: createAuthorize(identity, 'ReportingPost'),
    };
    const job = await withDeadline({ res: ctx.res, deadlineMs: settings.deadlineMs }, (signal) =>
      kickstartJob(kickstart, signal),
    );
    const { id: jobId, reportId, studyId, format } = job;
    ctx.state.fields = { jobId, reportId, studyId, format };
    ctx.status = 202;
    ctx.set('Location', toLocation(job));
    ctx.set('Retry-After', String(POLL_AFTER_S));
    ctx.body = toExecutionLog(job);
  };
}

function toLocation({ id, studyId, studyMode }: Job): string {
  const path = `${JOB_PATH}/${id}`;
  return studyId === null || studyMode === null ? path : `${path}?mode=${studyMode}&studyId=${studyId}`;
}
