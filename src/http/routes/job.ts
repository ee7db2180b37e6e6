import type { FindJob } from '../../jobs/findJob.ts';
import type { FindManifest } from '../../jobs/findManifest.ts';
import type { VerifyToken } from '../auth/verifyToken.ts';
import { toExecutionLog } from '../executionLog.ts';
import { toJobQuery } from '../jobQuery.ts';
import { parseJobParameters } from '../parameters.ts';
import type { RequestContext } from '../requestState.ts';
import { withDeadline } from '../withDeadline.ts';

type Deps = { verifyToken: VerifyToken; settings: { deadlineMs: number } };

/** GET …/report/job/{jobId}: the ExecutionLog as it stands. */
export function jobRoute({ findJob, ...deps }: Deps & { findJob: FindJob }) {
  return answerWith(async (query, signal) => toExecutionLog(await findJob(query, signal)), deps);
}

/** GET …/report/job/{jobId}/manifest: what the job's file stands on. */
export function manifestRoute({ findManifest, ...deps }: Deps & { findManifest: FindManifest }) {
  return answerWith(findManifest, deps);
}

function answerWith(
  find: (...query: Parameters<FindJob>) => Promise<object>,
  { verifyToken, settings }: Deps,
) {
  return async (ctx: RequestContext & { params: Record<string, string> }): Promise<void> => {
    const identity = await verifyToken(ctx.get('authorization'));
    const parameters = parseJobParameters(ctx.params['jobId'], ctx.query);
    ctx.state.fields = { jobId: parameters.jobId };
    ctx.body = await withDeadline({ res: ctx.res, deadlineMs: settings.deadlineMs }, (signal) =>
      find(toJobQuery(identity, parameters), signal),
    );
  };
}
