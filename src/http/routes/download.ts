import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { AppError } from '../../domain/errors.ts';
import type { JobQuery } from '../../jobs/findJob.ts';
import type { OpenJobFile } from '../../jobs/openJobFile.ts';
import type { VerifyToken } from '../auth/verifyToken.ts';
import { toContentDisposition } from '../contentDisposition.ts';
import { toJobQuery } from '../jobQuery.ts';
import { parseDownloadParameters } from '../parameters.ts';
import type { RequestContext } from '../requestState.ts';
import { withDeadline } from '../withDeadline.ts';

type Deps = { openJobFile: OpenJobFile; verifyToken: VerifyToken; settings: { deadlineMs: number } };

/** GET …/reports/download: the file of a COMPLETED job. The deadline covers the opening, not the streaming. */
export function downloadRoute({ openJobFile, verifyToken, settings }: Deps) {
  return async (ctx: RequestContext): Promise<void> => {
    const identity = await verifyToken(ctx.get('authorization'));
    const parameters = parseDownloadParameters(ctx.query);
    ctx.state.fields = { jobId: parameters.jobId };
    const query = toJobQuery(identity, parameters);
    const { file, content } = await withDeadline(
      { res: ctx.res, deadlineMs: settings.deadlineMs },
      (signal) => open({ openJobFile, query }, signal),
    );
    ctx.state.fields = { jobId: parameters.jobId, bytes: file.sizeBytes };
    ctx.status = 200;
    ctx.set('Content-Type', file.mediaType);
    ctx.set('Content-Length', String(file.sizeBytes));
    ctx.set('Content-Disposition', toContentDisposition(file.fileName));
    if (ctx.method === 'HEAD') content.destroy();
    else await send(ctx, content);
  };
}

/** Waits for the first bytes, so that a file that cannot be read is answered with its error and not with 200. */
async function open(
  { openJobFile, query }: { openJobFile: OpenJobFile; query: JobQuery },
  signal: AbortSignal,
): ReturnType<OpenJobFile> {
  const opened = await openJobFile(query, signal);
  try {
    await once(opened.content, 'readable', { signal });
    return opened;
  } catch (cause) {
    opened.content.destroy();
    if (signal.aborted || cause instanceof AppError) throw cause;
    throw new AppError('FILE_STORE_UNAVAILABLE', { cause });
  }
}

/** A client that goes away ends the reading; a reading that fails breaks the connection, never ends it cleanly. */
async function send(ctx: RequestContext, content: Readable): Promise<void> {
  ctx.respond = false;
  try {
    await pipeline(content, ctx.res);
  } catch (failure) {
    ctx.res.destroy();
    ctx.state.failure = failure;
  }
}
