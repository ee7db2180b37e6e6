import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';

import { type Client, type components, createClient, ReportingError } from '../../../src/client/index.ts';

const REQUEST_TIMEOUT_MS = 10_000;

type Schemas = components['schemas'];
export type ExecutionLogAnswer = Schemas['ExecutionLog'];

/** A dataset of the study, or a report by its id. */
export type Order = {
  jobId: string;
  dataset?: string;
  reportId?: string;
  format?: string;
};

export type ApiAddress = { url: string; token: string; studyId: string; mode: 'test' };

/** The typed client, and what most suites call, for one study and mode. */
export function createReportingClient({ url, token, studyId, mode }: ApiAddress) {
  const place = { studyId, mode };
  const client = createClient({ url, token: () => token });
  const call: Client['call'] = (operation, request, options) =>
    client.call(operation, request, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS), ...options });
  type Wanted = { reportid?: string; format?: string };
  const kickstart = async (jobId: string, fieldSpecsList: Schemas['Field'][] | null, wanted: Wanted = {}) => {
    const query = { ...place, ...wanted };
    return (await call('kickstartReport', { path: { jobId }, query, body: { fieldSpecsList } })).data;
  };

  return {
    call,
    place,
    post: ({ jobId, dataset, reportId, format }: Order) =>
      kickstart(jobId, dataset === undefined ? null : [listField('DOMAIN', [dataset])], {
        ...(reportId !== undefined && { reportid: reportId }),
        ...(format !== undefined && { format }),
      }),
    /** A study's default report with field specs as they are given. */
    postFields: (jobId: string, fields: Schemas['Field'][]) => kickstart(jobId, fields),
    /** A report of the rows in the body. */
    async postDirect(body: Schemas['DirectTable']): Promise<ExecutionLogAnswer> {
      return (await call('orderDirectReportV2', { path: place, query: { format: 'CSV' }, body })).data;
    },
    async findJob(jobId: string): Promise<ExecutionLogAnswer> {
      return (await call('getReportJob', { path: { jobId }, query: place })).data;
    },
    async findManifest(jobId: string): Promise<Schemas['Manifest']> {
      return (await call('getReportManifest', { path: { jobId }, query: place })).data;
    },
    async download(jobId: string): Promise<Buffer> {
      return buffer((await call('downloadReport', { query: { ...place, id: jobId } })).data);
    },
  };
}

export type ReportingClient = ReturnType<typeof createReportingClient>;

export function listField(fieldName: string, fieldValueList: string[]): Schemas['Field'] {
  return { fieldName, fieldType: 'list', fieldValueList };
}

/** What a call is refused with; a call that succeeds, or is not answered at all, fails the test. */
export async function refusalOf(call: Promise<unknown>): Promise<ReportingError> {
  const [answer] = await Promise.allSettled([call]);
  if (answer.status === 'rejected' && answer.reason instanceof ReportingError) return answer.reason;
  assert.fail(answer.status === 'rejected' ? String(answer.reason) : 'It was not refused.');
}
