import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { z } from 'zod';

import type { Authorize } from '../jobs/authorize.ts';
import { createAuthorize, type Identity } from './auth/rights.ts';
import type { VerifyToken } from './auth/verifyToken.ts';
import { readJsonBody } from './jsonBody.ts';
import type { Answer, BodySpec, Call, Handle, Operation } from './operation.ts';
import { readParameters } from './readParameters.ts';
import type { RequestContext } from './requestState.ts';
import { withDeadline } from './withDeadline.ts';

export type ServeDeps = {
  verifyToken: VerifyToken;
  settings: { deadlineMs: number; bodyLimitBytes: number };
};

type AnyCall = Call<z.ZodObject, z.ZodObject, unknown>;
type Routed = RequestContext & { params: Record<string, string> };

/** One request of an operation: who calls, what it says, the work within its deadline, the answer. */
export function serve<Deps extends ServeDeps>(operation: Operation<Deps>, deps: Deps) {
  const handle: Handle = operation.implement(deps);
  const { verifyToken, settings } = deps;
  return async (ctx: Routed): Promise<void> => {
    const identity = await verifyToken(ctx.get('authorization'));
    const call = await readCall(operation, { ctx, identity, limitBytes: settings.bodyLimitBytes });
    const deadlineMs = operation.deadlineMs?.(ctx) ?? settings.deadlineMs;
    const answer = await withDeadline({ res: ctx.res, deadlineMs }, (signal) => handle(call, signal));
    await send(ctx, operation, answer);
  };
}

type Reading = { ctx: Routed; identity: Identity; limitBytes: number };

async function readCall<Deps>(
  operation: Operation<Deps>,
  { ctx, identity, limitBytes }: Reading,
): Promise<AnyCall> {
  const parameters = readParameters(operation, ctx);
  const path = parameters.path as AnyCall['path'];
  const query = parameters.query as AnyCall['query'];
  ctx.state.fields = toLogFields({ ...query, ...path });
  const body = operation.body && (await readBody(operation.body, { ctx, limitBytes }));
  return {
    identity,
    authorize: toAuthorize(operation, identity),
    path,
    query,
    body,
    requestId: ctx.state.requestId,
    header: (name) => ctx.get(name),
  };
}

async function readBody(
  body: BodySpec<unknown>,
  { ctx, limitBytes }: Pick<Reading, 'ctx' | 'limitBytes'>,
): Promise<unknown> {
  return body.parse(await readJsonBody(ctx.req, body.limitBytes ?? limitBytes));
}

function toAuthorize<Deps>({ right, refusal }: Operation<Deps>, identity: Identity): Authorize {
  return createAuthorize(identity, right, refusal);
}

function toLogFields(parameters: Record<string, unknown>): Record<string, string> {
  const known = ['jobId', 'studyId'].filter((name) => typeof parameters[name] === 'string');
  return Object.fromEntries(known.map((name) => [name, String(parameters[name])]));
}

async function send<Deps>(ctx: Routed, operation: Operation<Deps>, answer: Answer): Promise<void> {
  const { status, headers = {}, body, log } = answer;
  if (log !== undefined) ctx.state.fields = log;
  ctx.status = status;
  if (operation.deprecatedFor !== undefined) {
    ctx.set('Deprecation', DEPRECATED_SINCE);
    ctx.set('Link', `<${operation.deprecatedFor}>; rel="successor-version"`);
  }
  for (const [name, value] of Object.entries(headers)) ctx.set(name, value);
  if (!(body instanceof Readable)) {
    ctx.body = body ?? null;
    // Koa answers an empty body with 204.
    ctx.status = status;
    return;
  }
  if (ctx.method === 'HEAD') body.destroy();
  else await stream(ctx, body);
}

/** RFC 9745: a structured-field date; the published interface names none, so the epoch of this one. */
const DEPRECATED_SINCE = '@1735689600';

/** A client that goes away ends the reading; a reading that fails breaks the connection, never ends it cleanly. */
async function stream(ctx: Routed, content: Readable): Promise<void> {
  ctx.respond = false;
  try {
    await pipeline(content, ctx.res);
  } catch (failure) {
    ctx.res.destroy();
    ctx.state.failure = failure;
  }
}
