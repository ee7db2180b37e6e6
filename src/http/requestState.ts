import type { ParameterizedContext } from 'koa';

/** What the parts of one request hand to each other. */
export type RequestState = {
  requestId: string;
  /** Fields of the request's one log line. */
  fields: LogFields;
  /** What went wrong, for that line. */
  failure?: unknown;
};

export type LogFields = {
  jobId?: string;
  reportId?: string;
  studyId?: string | null;
  format?: string;
  bytes?: number;
};

export type RequestContext = ParameterizedContext<RequestState>;

/** The part of a pino logger that HTTP uses. */
export type Log = Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>;
