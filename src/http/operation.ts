import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { z } from 'zod';

import type { ErrorCode } from '../domain/errors.ts';
import type { Authorize } from '../jobs/authorize.ts';
import type { Identity, Right } from './auth/rights.ts';
import type { LogFields, RequestContext } from './requestState.ts';

/** What one answer may be: its schema where it is JSON, its media type where it is, or may also be, something else. */
export type AnswerSpec = {
  description: string;
  schema?: z.ZodType;
  mediaType?: string;
  /** Names of headers and what they say. */
  headers?: Readonly<Record<string, string>>;
};

/** A body: its schema as the document shows it, and the check that a request passes, which throws an AppError. */
export type BodySpec<B> = {
  schema: z.ZodType;
  required: boolean;
  /** Undefined where the request has no body; `limitBytes` is what it was read with. */
  parse: (body: unknown, limitBytes: number) => B;
  /** Which limit of the service its bytes keep to; that of requests where none is named. */
  limit?: 'directBodyLimitBytes';
};

type Shape = z.ZodObject;

/** For an operation whose path has no parameters, or that takes no query. */
export const NO_PARAMETERS = z.object({});

/** What is said of an operation: the checks of its requests and its part of the OpenAPI document are made from it. */
export type OperationSpec<P extends Shape = Shape, Q extends Shape = Shape, B = unknown> = {
  /** The operationId. */
  id: string;
  method: 'get' | 'post' | 'delete';
  /** Below `BASE_PATH`, parameters in braces: `/v1.0/report/job/{jobId}`. */
  path: string;
  summary: string;
  description?: string;
  /** True where the published interface has it; false where it is ours. */
  documented: boolean;
  /** Where the deprecated operation's successor stands. */
  deprecatedFor?: string;
  right: Right;
  /** What a caller without the right is answered where it is not UNAUTHORIZED. */
  refusal?: ErrorCode;
  pathParameters: P;
  query: Q;
  /** Request headers that the operation reads. */
  requestHeaders?: Readonly<Record<string, { says: string; pattern?: RegExp; example: string }>>;
  /** The operationId of HEAD, where the document shows it beside GET. */
  headId?: string;
  body?: BodySpec<B>;
  answers: Readonly<Record<number, AnswerSpec>>;
  /** What it can refuse with, beside what every operation can. */
  errors: readonly ErrorCode[];
  /** Values of an example call; ids in it are stand-ins. */
  example: {
    path?: Readonly<Record<string, string>>;
    query?: Readonly<Record<string, string>>;
    body?: unknown;
  };
};

/** A request that has passed the checks of its operation. */
export type Call<P extends Shape, Q extends Shape, B> = {
  identity: Identity;
  /** Holds the operation's right against a study and mode. */
  authorize: Authorize;
  path: z.output<P>;
  query: z.output<Q>;
  body: B;
  requestId: string;
  /** GET, or HEAD where only the headers of the same answer are wanted, or what the operation names. */
  method: string;
  /** One header of the request; undefined where it was not sent. */
  header: (name: string) => string | undefined;
};

/** A body that is sent piece by piece, for as long as it takes. What it holds is freed whether it is sent or not. */
type Sender = {
  /** Tells how many bytes the system has taken, each time. */
  send: (res: ServerResponse, count: (bytes: number) => void) => Promise<void>;
  release: () => Promise<void>;
};

export type Answer = {
  status: number;
  headers?: Readonly<Record<string, string>>;
  /** JSON; a stream is sent as it is, after the deadline, too. */
  body?: object | Readable;
  /** Instead of a body. */
  sender?: Sender;
  /** What the request's log line says. */
  log?: LogFields;
};

/** The signal fires at the deadline, and when the client goes away before the answer. */
export type Handle<P extends Shape = Shape, Q extends Shape = Shape, B = unknown> = (
  call: Call<P, Q, B>,
  signal: AbortSignal,
) => Promise<Answer>;

/** An operation with its checks and its work, whatever the types of its parameters. */
export type Operation<Deps> = OperationSpec & {
  /** Milliseconds that a call may take; the service's own deadline where none is given. */
  deadlineMs?: (ctx: RequestContext) => number | undefined;
  implement: (deps: Deps) => Handle;
};

/** Ties an operation's words to its work. */
export function defineOperation<P extends Shape, Q extends Shape, B, Deps>(
  spec: OperationSpec<P, Q, B> & { deadlineMs?: Operation<Deps>['deadlineMs'] },
  implement: (deps: Deps) => Handle<P, Q, B>,
): Operation<Deps> {
  // The spine calls the work with what these very schemas gave.
  return { ...spec, implement } as unknown as Operation<Deps>;
}
