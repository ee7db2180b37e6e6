import { z } from 'zod';

const REQUEST_TIMEOUT_MS = 30_000;
const MEMBERS = z.looseObject({
  reason: z.string().nullable(),
  recCount: z.number().nullable(),
  rptName: z.string(),
  rptRunStatus: z.string(),
  runProgress: z.object({ rows: z.number(), totalRows: z.number().nullable() }).nullable(),
});
/** As it was sent, its members in their order. */
const EXECUTION_LOG = z.custom<z.infer<typeof MEMBERS>>((answer) => MEMBERS.safeParse(answer).success);
const MANIFEST = z.looseObject({ files: z.array(z.looseObject({ name: z.string(), sha256: z.string() })) });
const FAULT = z.looseObject({
  errorData: z.looseObject({ errorCode: z.string(), errorMessage: z.string() }),
});

export type ExecutionLogAnswer = z.infer<typeof EXECUTION_LOG>;

export type JobAddress = { jobId: string; studyId: string; mode: string };
/** `format` is one or several with commas between; the report's first where there is none. */
type JobOrder = JobAddress & { format?: string };

/** The REST API as a client sees it. Every call throws a sentence with the API's own words where it is refused. */
export function createReportingApi(api: { url: string; token: string }) {
  const base = `${api.url}/ec-reporting-svc/rest`;

  async function call(method: string, path: string, signal: AbortSignal, body?: unknown): Promise<Response> {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${api.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
    });
    if (response.ok) return response;
    const fault = FAULT.safeParse(await response.json().catch(() => undefined));
    const words = fault.success
      ? `${fault.data.errorData.errorCode}: ${fault.data.errorData.errorMessage}`
      : response.statusText;
    throw new Error(`${method} ${path} was answered with ${response.status} ${words}`);
  }

  return {
    async kickstart(job: JobOrder, body: unknown, signal: AbortSignal): Promise<ExecutionLogAnswer> {
      const response = await call('POST', jobPath(job), signal, body);
      return EXECUTION_LOG.parse(await response.json());
    },
    async findJob(job: JobAddress, signal: AbortSignal): Promise<ExecutionLogAnswer> {
      return EXECUTION_LOG.parse(await (await call('GET', jobPath(job), signal)).json());
    },
    async findManifest(job: JobAddress, signal: AbortSignal): Promise<z.infer<typeof MANIFEST>> {
      return MANIFEST.parse(await (await call('GET', jobPath(job, '/manifest'), signal)).json());
    },
    async download({ jobId, studyId, mode }: JobAddress, signal: AbortSignal): Promise<Buffer> {
      const query = new URLSearchParams({ id: jobId, studyId, mode });
      const response = await call('GET', `/v2.0/reports/download?${query.toString()}`, signal);
      return Buffer.from(await response.arrayBuffer());
    },
  };
}

export type ReportingApi = ReturnType<typeof createReportingApi>;

/** Path and query of a job below the base path. */
export function jobPath({ jobId, ...query }: JobOrder, below = ''): string {
  return `/v1.0/report/job/${jobId}${below}?${new URLSearchParams(query).toString()}`;
}
