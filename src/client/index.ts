import { type operations, ROUTES } from './openapi.ts';
import { toReportingError } from './reportingError.ts';

export type { components, operations } from './openapi.ts';
export { ReportingError } from './reportingError.ts';

const BASE_PATH = '/ec-reporting-svc/rest';
const JSON_TYPE = 'application/json';

export type OperationId = keyof operations;

type BodyOf<O extends OperationId> = [NonNullable<operations[O]['requestBody']>] extends [never]
  ? { body?: never }
  : operations[O] extends { requestBody: { content: { [JSON_TYPE]: infer B } } }
    ? { body: B }
    : operations[O] extends { requestBody?: { content: { [JSON_TYPE]: infer B } } }
      ? { body?: B }
      : { body?: never };

/** What an operation takes, as the document has it. */
export type RequestOf<O extends OperationId> = Pick<
  operations[O]['parameters'],
  'path' | 'query' | 'header'
> &
  BodyOf<O>;

type Success = 200 | 201 | 202 | 204;
type ContentOf<A> = A extends { content: { [JSON_TYPE]: infer J } }
  ? J
  : A extends { content: Record<string, unknown> }
    ? ReadableStream<Uint8Array>
    : null;

/** What an operation answers: JSON as the document has it, the bytes of a file, or nothing. */
export type AnswerOf<O extends OperationId> = {
  [S in keyof operations[O]['responses'] & Success]: ContentOf<operations[O]['responses'][S]>;
}[keyof operations[O]['responses'] & Success];

export type ClientOptions = {
  /** Where the service is: `https://reports.example`. */
  url: string;
  /** Asked before each call, so that a token may be renewed. */
  token: () => string | Promise<string>;
};

type CallOptions = { signal?: AbortSignal };

export type Client = {
  /** Throws a ReportingError where the service refuses, and what `fetch` throws where it cannot be reached. */
  call<O extends OperationId>(
    operation: O,
    request: RequestOf<O>,
    options?: CallOptions,
  ): Promise<{ status: number; headers: Headers; data: AnswerOf<O> }>;
};

type Values = Readonly<Record<string, unknown>>;
type AnyRequest = { path?: Values; query?: Values; header?: Values; body?: unknown };

/** The service's REST API, typed by its OpenAPI document. */
export function createClient({ url, token }: ClientOptions): Client {
  return {
    async call<O extends OperationId>(operation: O, request: RequestOf<O>, { signal }: CallOptions = {}) {
      const { path, query, header, body } = request as AnyRequest;
      const [method, route] = ROUTES[operation];
      const headers = new Headers({ authorization: `Bearer ${await token()}` });
      for (const [name, value] of toPairs(header)) headers.set(name, value);
      if (body !== undefined) headers.set('content-type', JSON_TYPE);
      const response = await fetch(url + BASE_PATH + fill(route, path) + toSearch(query), {
        ...{ method, headers },
        ...(signal && { signal }),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw await toReportingError(response);
      // What the service answers is held against the same document by the service's own tests.
      const data = (await readContent(response)) as AnswerOf<O>;
      return { status: response.status, headers: response.headers, data };
    },
  };
}

function readContent(response: Response): unknown {
  if (response.status === 204) return null;
  const isJson = response.headers.get('content-type')?.startsWith(JSON_TYPE) === true;
  const isFile = response.headers.has('content-disposition');
  return isJson && !isFile ? response.json() : response.body;
}

function fill(route: string, path: Values = {}): string {
  return route.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String(path[name])));
}

function toSearch(query: Values = {}): string {
  const text = new URLSearchParams(toPairs(query)).toString();
  return text === '' ? '' : `?${text}`;
}

/** A list is sent as its parameter repeated. */
function toPairs(values: Values = {}): [string, string][] {
  return Object.entries(values).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((one) => one !== undefined)
      .map((one): [string, string] => [name, String(one)]),
  );
}
