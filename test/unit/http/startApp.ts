import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';

import type { AuditEvent } from '../../../src/domain/auditEvent.ts';
import type { Job } from '../../../src/domain/job.ts';
import { createVerifyToken } from '../../../src/http/auth/verifyToken.ts';
import { createFindClientAddress } from '../../../src/http/clientAddress.ts';
import { createApp, type AppDeps } from '../../../src/http/createApp.ts';
import type { JobQuery } from '../../../src/jobs/findJob.ts';
import type { Kickstart } from '../../../src/jobs/kickstartJob.ts';
import type { JobListQuery } from '../../../src/jobs/listJobs.ts';
import type { ReportQuery } from '../../../src/jobs/describeReport.ts';
import type { ScheduledOrder } from '../../../src/jobs/orderScheduled.ts';
import { DEFINITION } from '../../support/jobs.ts';
import type { JobOrder } from '../../../src/jobs/orderJob.ts';
import type { DirectOrder } from '../../../src/jobs/orderDirectReport.ts';
import type { Manifest, ReportFile } from '../../../src/jobs/ports.ts';
import { aStoredFile } from './storedFile.ts';

export const JOB_ID = '6A7C29DD011241DFBE1B64399283C860';
export const STUDY_ID = 'CFD8129A430A473C8A02F4BA5DAAD865';
export const REPORT_ID = '546A79C296BE11EABB370242AC130002';
export const A_MOMENT = { newest: new Date('2025-06-04T11:27:52.014Z'), snapshot: '750:760:755' };
export const ISSUER = 'https://issuer.example';
export const AUDIENCE = 'report-generation';
export const CLAIMS = { user: 'sub', tenant: 'tenant', rights: 'rights', studies: 'studies' };
export const JOB_PATH = `/ec-reporting-svc/rest/v1.0/report/job/${JOB_ID}`;
export const DOWNLOAD_PATH = `/ec-reporting-svc/rest/v2.0/reports/download`;

const issuerKeys = await generateKeyPair('RS256', { extractable: true });
const publicJwk = { ...(await exportJWK(issuerKeys.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };

/** A token as the issuer signs it; `claims` replace or add. */
export async function signToken(claims: Record<string, unknown> = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'user-1',
    tenant: 'acme',
    rights: ['ReportingPost', 'ReportingGet'],
    iat: now,
    exp: now + 600,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .sign(issuerKeys.privateKey);
}

export { issuerKeys, publicJwk };

export function aJob(changes: Partial<Job> = {}): Job {
  return {
    id: JOB_ID,
    tenantId: 'acme',
    state: 'QUEUED',
    runAttempt: 1,
    runId: null,
    firstRunId: null,
    hold: false,
    studyId: STUDY_ID,
    studyName: 'Demo',
    studyMode: 'test',
    reportId: REPORT_ID,
    reportName: 'Subject Data Extract',
    format: 'CSV',
    fieldSpecs: [],
    extFieldSpecs: [],
    searchSpec: null,
    sortSpec: null,
    comment: null,
    reason: null,
    operationType: 'INSERT',
    objectVersionNumber: 1,
    fileStorageId: null,
    recordCount: null,
    userId: 'user-1',
    requestId: 'r-1',
    kickedOffAt: new Date('2025-06-04T11:27:52.014Z'),
    startedAt: null,
    endedAt: null,
    nextRetryAt: null,
    progress: null,
    ...changes,
  };
}

export function aFile(changes: Partial<ReportFile> = {}): ReportFile {
  return {
    storageId: 'AABB1234DD884FA1A9DC1AFDECBA1A35',
    jobId: JOB_ID,
    runAttempt: 1,
    fileName: 'report.csv',
    mediaType: 'text/csv; charset=utf-8',
    sizeBytes: 8,
    sha256: '0'.repeat(64),
    recordCount: 1,
    snapshotAt: new Date(0),
    manifest: aManifest(),
    stamp: { sizeBytes: 8, modifiedAt: new Date(0), inode: '1' },
    ...changes,
  };
}

export function aManifest(): Manifest {
  return {
    report: { id: REPORT_ID, name: 'Subject Data Extract', definitionSha256: '0'.repeat(64) },
    study: { id: STUDY_ID, name: 'Demo' },
    mode: 'test',
    tenantId: 'acme',
    job: { id: JOB_ID, runAttempt: 1, kickedOffAt: '2025-06-04T11:27:52.014Z', userId: 'user-1' },
    filters: [],
    fieldSpecs: [],
    snapshotAt: '2025-06-04T11:27:53.000Z',
    imports: [],
    service: { name: 'report-generation', version: '0.0.0' },
    datasets: [],
    files: [],
  };
}

export type LogLine = { level: string } & Record<string, unknown>;

export type RunningApp = {
  url: string;
  server: Server;
  kickstarts: Kickstart[];
  orders: JobOrder[];
  lists: JobListQuery[];
  scheduled: ScheduledOrder[];
  descriptions: ReportQuery[];
  queries: JobQuery[];
  directOrders: DirectOrder[];
  lines: LogLine[];
  /** What the audit trail was told. */
  events: AuditEvent[];
  /** Resolves with the log line of the next request that ends. */
  nextLine: () => Promise<LogLine>;
  send: (path: string, init?: RequestInit) => Promise<Response>;
  stop: () => Promise<void>;
};

/** The app on a port of its own with fake use cases, which record their calls, ask for the right and succeed. */
export async function startApp(deps: Partial<AppDeps> = {}): Promise<RunningApp> {
  const kickstarts: Kickstart[] = [];
  const orders: JobOrder[] = [];
  const lists: JobListQuery[] = [];
  const scheduled: ScheduledOrder[] = [];
  const descriptions: ReportQuery[] = [];
  const queries: JobQuery[] = [];
  const directOrders: DirectOrder[] = [];
  const lines: LogLine[] = [];
  const events: AuditEvent[] = [];
  const waiting: ((line: LogLine) => void)[] = [];
  const write = (level: string) => (fields: object) => {
    const line = { level, ...fields };
    lines.push(line);
    waiting.splice(0).forEach((resolve) => {
      resolve(line);
    });
  };
  const ask = (query: JobQuery) => {
    queries.push(query);
    query.authorize({ studyId: STUDY_ID, mode: 'test' });
  };
  const findJob = async (query: JobQuery) => {
    ask(query);
    return Promise.resolve(aJob());
  };
  const ok = () => Promise.resolve();
  const app = createApp({
    collateCasebook: () => Promise.reject(new Error('This test has no casebook.')),
    orderDirectReport: async (order) => {
      directOrders.push(order);
      order.authorize(order);
      const { studyId, mode: studyMode } = order;
      return Promise.resolve(aJob({ studyId, studyMode }));
    },
    kickstartJob: async (kickstart) => {
      kickstarts.push(kickstart);
      kickstart.authorize({ studyId: kickstart.studyId ?? null, mode: kickstart.mode });
      return Promise.resolve(aJob({ studyId: kickstart.studyId ?? null, studyMode: kickstart.mode }));
    },
    orderJob: async (order) => {
      orders.push(order);
      order.authorize({ studyId: order.studyId ?? null, mode: order.mode });
      return Promise.resolve(aJob({ studyId: order.studyId ?? null, studyMode: order.mode }));
    },
    orderScheduled: async (order) => {
      scheduled.push(order);
      order.authorize({ studyId: STUDY_ID, mode: 'test' });
      return Promise.resolve(aJob());
    },
    listReports: async (query) => {
      query.authorize({ studyId: query.studyId, mode: query.mode });
      return Promise.resolve([DEFINITION]);
    },
    describeReport: async (query) => {
      descriptions.push(query);
      query.authorize(query);
      const values = { values: [{ value: '701', label: '701 – Aarhus' }], isCut: true };
      const fields = DEFINITION.fields.map((field) => ({ field, values }));
      return Promise.resolve({ definition: DEFINITION, fields, lastJobs: [aJob()] });
    },
    listJobs: async (query) => {
      lists.push(query);
      query.authorize({ studyId: query.studyId, mode: query.mode });
      return Promise.resolve({ jobs: [aJob()], total: 3, asOf: A_MOMENT });
    },
    findJob,
    awaitJob: findJob,
    listHistory: async (query) => {
      ask(query);
      return Promise.resolve({ entries: [], total: 0 });
    },
    steerJob: findJob,
    deleteJob: async (query) => {
      ask(query);
      return Promise.resolve();
    },
    findManifest: async (query) => {
      ask(query);
      return Promise.resolve(aManifest());
    },
    openJobFile: async (query) => {
      ask(query);
      return Promise.resolve(aStoredFile(aFile(), 'A,B\n1,2\n'));
    },
    verifyToken: createVerifyToken({
      issuer: ISSUER,
      audience: AUDIENCE,
      getKey: createLocalJWKSet({ keys: [publicJwk] }),
      claims: CLAIMS,
    }),
    listAudit: async ({ authorize, studyId, studyMode }) => {
      authorize({ studyId: studyId ?? null, mode: studyMode });
      return Promise.resolve({ events: [], hasMore: false });
    },
    audit: { recorder: createFakeRecorder(events), findClientAddress: createFindClientAddress([]) },
    checks: { database: ok, temporal: ok, fileStore: ok, keySet: ok },
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    settings: { deadlineMs: 2_500, bodyLimitBytes: 4_096, directBodyLimitBytes: 16_384 },
    ...deps,
  });
  const handle = app.callback();
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (req, res) => void handle(req, res));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    server,
    kickstarts,
    orders,
    lists,
    scheduled,
    descriptions,
    queries,
    directOrders,
    lines,
    events,
    nextLine: () => new Promise((resolve) => waiting.push(resolve)),
    send: async (path, init = {}) => {
      const headers = new Headers(init.headers);
      if (!headers.has('authorization')) headers.set('authorization', `Bearer ${await signToken()}`);
      return fetch(url + path, { ...init, headers });
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Keeps what it is told. */
function createFakeRecorder(events: AuditEvent[]): AppDeps['audit']['recorder'] {
  const keep = (event: AuditEvent) => {
    events.push(event);
  };
  return {
    record: async (event) => {
      keep(event);
      return Promise.resolve();
    },
    recordSoon: keep,
    checkRoom: () => undefined,
  };
}

/** The body of a refusal: its code and details. */
export async function readError(response: Response): Promise<{ errorCode: string; details: string | null }> {
  const body = (await response.json()) as { errorData: { errorCode: string; details: string | null } }; // test data
  return body.errorData;
}
