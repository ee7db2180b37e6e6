import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { z } from 'zod';

import type { JobScope } from '../jobs/authorize.ts';
import { createAuthorize, type Identity } from './auth/rights.ts';
import type { VerifyToken } from './auth/verifyToken.ts';
import { type AuditDeps, auditCall, type CallAudit } from './audit.ts';
import { readJsonBody } from './jsonBody.ts';
import type { Answer, BodySpec, Call, Handle, Operation } from './operation.ts';
import { readParameters } from './readParameters.ts';
import type { LogFields, RequestContext } from './requestState.ts';
import { toMode } from './schemas/parameters.ts';
import type { Turn } from './turns.ts';
import { withDeadline } from './withDeadline.ts';

export type ServeDeps = {
  verifyToken: VerifyToken;
  audit: AuditDeps;
  /** For bodies that are larger than others: they and what is made of them stand in memory until the answer. */
  takeTurn: () => Turn;
  settings: Settings;
};

type Settings = { deadlineMs: number; bodyLimitBytes: number; directBodyLimitBytes: number };

type AnyCall = Call<z.ZodObject, z.ZodObject, unknown>;
type Routed = RequestContext & { params: Record<string, string> };

/** One request of an operation: who calls, what it says, the work within its deadline, the answer. */
export function serve<Deps extends ServeDeps>(operation: Operation<Deps>, deps: Deps) {
  const handle: Handle = operation.implement(deps);
  const { verifyToken, settings } = deps;
  return async (ctx: Routed): Promise<void> => {
    tellDeprecation(ctx, operation);
    const identity = await verifyToken(ctx.get('authorization'));
    const audit = auditCall(deps.audit, operation, { ctx, caller: identity });
    const turn = deps.takeTurn();
    try {
      const call = await readCall(operation, { ctx, identity, audit, settings, turn });
      const deadlineMs = operation.deadlineMs?.(ctx) ?? settings.deadlineMs;
      const answer = await withDeadline({ res: ctx.res, deadlineMs }, async (signal) =>
        account(await handle(call, signal), { ctx, audit, signal }),
      );
      setHead(ctx, answer);
      await send(ctx, answer, audit);
    } catch (failure) {
      audit.refuse(failure);
      throw failure;
    } finally {
      turn.end();
    }
  };
}

type Accounting = { ctx: Routed; audit: CallAudit; signal: AbortSignal };

/** The answer, once it may leave; what it holds open is closed where it may not. */
async function account(answer: Answer, { ctx, audit, signal }: Accounting): Promise<Answer> {
  if (answer.log !== undefined) ctx.state.fields = answer.log;
  try {
    await audit.answer(answer);
    signal.throwIfAborted();
    return answer;
  } catch (failure) {
    if (answer.body instanceof Readable) answer.body.destroy();
    await answer.sender?.release();
    throw failure;
  }
}

type Reading = { ctx: Routed; identity: Identity; audit: CallAudit; settings: Settings; turn: Turn };

async function readCall<Deps>(
  operation: Operation<Deps>,
  { ctx, identity, audit, settings, turn }: Reading,
): Promise<AnyCall> {
  const parameters = readParameters(operation, ctx);
  const path = parameters.path as AnyCall['path'];
  const query = parameters.query as AnyCall['query'];
  ctx.state.fields = toLogFields({ path, query });
  const named = toScope({ ...query, ...path });
  audit.name(named);
  const authorize = createAuthorize(identity, operation.right, { named, refusal: operation.refusal });
  // A study in the path is the one that is meant: who may not is told so before a body is read.
  if ('studyId' in path && 'mode' in path) authorize(path as JobScope);
  const body = operation.body && (await readBody(operation.body, { ctx, settings, turn }));
  return {
    identity,
    authorize: (scope) => {
      audit.reach(scope);
      authorize(scope);
    },
    path,
    query,
    body,
    requestId: ctx.state.requestId,
    method: ctx.method,
    header: (name) => ctx.req.headers[name.toLowerCase()]?.toString(),
  };
}

async function readBody(
  body: BodySpec<unknown>,
  { ctx, settings, turn }: Pick<Reading, 'ctx' | 'settings' | 'turn'>,
): Promise<unknown> {
  const limitBytes = settings[body.limit ?? 'bodyLimitBytes'];
  const begin = () => {
    if (body.limit !== undefined) turn.begin();
  };
  return body.parse(await readJsonBody(ctx.req, { limitBytes, begin }), limitBytes);
}

type Parameters = Readonly<Record<string, unknown>>;

/** A job is named in the path, or by a parameter, which older operations call `id`. */
function toLogFields({ path, query }: { path: Parameters; query: Parameters }): LogFields {
  const jobId = path['jobId'] ?? query['jobId'] ?? query['id'];
  const studyId = path['studyId'] ?? query['studyId'];
  return {
    ...(typeof jobId === 'string' && { jobId }),
    ...(typeof studyId === 'string' && { studyId }),
  };
}

/** What a call says of its study, until its work knows better. */
function toScope({ studyId, mode }: Parameters): JobScope {
  if (typeof studyId !== 'string') return { studyId: null, mode: null };
  return { studyId, mode: typeof mode === 'string' ? toMode(mode) : null };
}

/** Refusals say it, too. */
function tellDeprecation<Deps>(ctx: Routed, { deprecatedFor }: Operation<Deps>): void {
  if (deprecatedFor === undefined) return;
  ctx.set('Deprecation', DEPRECATED_SINCE);
  ctx.set('Link', `<${deprecatedFor}>; rel="successor-version"`);
}

function setHead(ctx: Routed, { status, headers = {} }: Answer): void {
  ctx.status = status;
  for (const [name, value] of Object.entries(headers)) ctx.set(name, value);
}

async function send(ctx: Routed, { status, body, sender }: Answer, audit: CallAudit): Promise<void> {
  if (sender !== undefined) {
    if (ctx.method !== 'HEAD') await sendUnbroken({ ctx, audit }, sender.send);
    await sender.release();
    return;
  }
  if (!(body instanceof Readable)) {
    ctx.body = body ?? null;
    // Koa answers an empty body with 204.
    ctx.status = status;
    return;
  }
  if (ctx.method === 'HEAD') {
    body.destroy();
    return;
  }
  await sendUnbroken({ ctx, audit }, async (res, count) => {
    const sent = pipeline(body, res);
    body.on('data', (chunk: Buffer) => {
      count(chunk.length);
    });
    await sent;
  });
}

/** RFC 9745: a structured-field date; the published interface names none, so the epoch of this one. */
const DEPRECATED_SINCE = '@1735689600';

type Sending = (res: ServerResponse, count: (bytes: number) => void) => Promise<void>;

/** A client that goes away ends the sending; a sending that fails breaks the connection, never ends it cleanly. */
async function sendUnbroken(
  { ctx, audit }: { ctx: Routed; audit: CallAudit },
  sendTo: Sending,
): Promise<void> {
  ctx.respond = false;
  let bytes = 0;
  try {
    await sendTo(ctx.res, (sent) => {
      bytes += sent;
    });
    audit.end({ bytes, isComplete: true });
  } catch (failure) {
    ctx.res.destroy();
    ctx.state.failure = failure;
    audit.end({ bytes, isComplete: false });
  }
}
