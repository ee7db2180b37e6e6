import Koa, { type Middleware } from 'koa';
import helmet from 'koa-helmet';
import type Router from '@koa/router';

import { AppError } from '../domain/errors.ts';
import { errorHandler } from './errorHandler.ts';
import { requestLog } from './requestLog.ts';
import type { Log, RequestState } from './requestState.ts';

/** What every app of ours has around its routes: request id and log line, errors, headers, 404 and 405. */
export function createBaseApp(router: Router<RequestState>, log: Log): Koa<RequestState> {
  const app = new Koa<RequestState>();
  app.use(requestLog(log));
  app.use(errorHandler());
  app.use(helmet(HEADERS));
  app.use(noStore);
  app.use(router.routes());
  app.use(refuseRest(router));
  // Everything that a route throws is answered above; what is left is a connection that broke.
  app.on('error', () => undefined);
  return app;
}

const HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
};

/** Clinical data belongs in nobody's cache. */
const noStore: Middleware<RequestState> = async (ctx, next) => {
  ctx.set('Cache-Control', 'no-store');
  await next();
};

function refuseRest(router: Router<RequestState>): Middleware<RequestState> {
  return (ctx) => {
    const allow = [
      ...new Set(router.match(ctx.path, ctx.method).path.flatMap((route) => route.methods)),
    ].sort();
    if (allow.length === 0) throw new AppError('PATH_NOT_FOUND');
    throw new AppError('METHOD_NOT_ALLOWED', { allow, details: `Allowed: ${allow.join(', ')}.` });
  };
}
