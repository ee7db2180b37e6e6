import { z } from 'zod';

const REQUEST_TIMEOUT_MS = 10_000;
const EXECUTION_LOG = z.looseObject({
  id: z.string(),
  comment: z.string().nullable(),
  fileStorageId: z.string().nullable(),
  reason: z.string().nullable(),
  recCount: z.number().nullable(),
  rptKickoffDatetime: z.string(),
  rptNextRetryDatetime: z.string().nullable(),
  rptRunStatus: z.string(),
  runAttempt: z.number(),
  runProgress: z
    .object({ rows: z.number(), totalRows: z.number().nullable(), percent: z.number().nullable() })
    .nullable(),
});
const MANIFEST = z.looseObject({
  files: z.array(z.looseObject({ rows: z.number(), bytes: z.number(), sha256: z.string() })),
});

export type ExecutionLogAnswer = z.infer<typeof EXECUTION_LOG>;

/** A dataset of the study, or a report by its id. */
export type Order = {
  jobId: string;
  dataset?: string;
  reportId?: string;
  format?: string;
};

export type ApiAddress = { url: string; token: string; studyId: string; mode: string };

/** Every call as a client makes it: over HTTP, with a bearer token. */
export function createReportingClient(api: ApiAddress) {
  const base = `${api.url}/ec-reporting-svc/rest`;
  const place = { studyId: api.studyId, mode: api.mode };

  const call = (path: string, init: { method?: string; body?: string } = {}) =>
    fetch(`${base}${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${api.token}`,
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
  const jobPath = (jobId: string, below = '', more: Record<string, string> = {}) =>
    `/v1.0/report/job/${jobId}${below}?${new URLSearchParams({ ...place, ...more }).toString()}`;

  return {
    /** The bare answer, for calls that may be refused or lost. */
    post: ({ jobId, dataset, reportId: reportid, format }: Order) =>
      call(jobPath(jobId, '', { ...(reportid && { reportid }), ...(format && { format }) }), {
        method: 'POST',
        body: JSON.stringify({ fieldSpecsList: dataset === undefined ? null : [toField(dataset)] }),
      }),
    /** A study's default report with field specs as they are given. */
    postFields: (jobId: string, fields: readonly object[]) =>
      call(jobPath(jobId), { method: 'POST', body: JSON.stringify({ fieldSpecsList: fields }) }),
    /** A report of the rows in the body. */
    postDirect: (body: object) =>
      call(`/v2.0/studies/${api.studyId}/${api.mode}/reports/direct?format=CSV`, {
        method: 'POST',
        body: JSON.stringify(body),
      }),
    async findJob(jobId: string): Promise<ExecutionLogAnswer> {
      return EXECUTION_LOG.parse(await readJson(await call(jobPath(jobId))));
    },
    async findManifest(jobId: string): Promise<z.infer<typeof MANIFEST>> {
      return MANIFEST.parse(await readJson(await call(jobPath(jobId, '/manifest'))));
    },
    async download(jobId: string): Promise<Buffer> {
      const query = new URLSearchParams({ id: jobId, ...place });
      const response = await call(`/v2.0/reports/download?${query.toString()}`);
      if (!response.ok) throw new Error(`The download was answered with ${response.status}.`);
      return Buffer.from(await response.arrayBuffer());
    },
  };
}

export type ReportingClient = ReturnType<typeof createReportingClient>;

export async function parseExecutionLog(response: Response): Promise<ExecutionLogAnswer> {
  return EXECUTION_LOG.parse(await readJson(response));
}

async function readJson(response: Response): Promise<unknown> {
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`Answered with ${response.status} ${JSON.stringify(body)}`);
  return body;
}

function toField(dataset: string) {
  return { fieldName: 'DOMAIN', fieldType: 'list', fieldSequence: 1, fieldValueList: [dataset] };
}
