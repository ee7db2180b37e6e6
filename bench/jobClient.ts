import { randomUUID } from 'node:crypto';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text as readBody } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import type { Id } from '../src/domain/id.ts';
import type { Format } from '../src/domain/reportDefinition.ts';

/** The one report of `bench/reports`. */
const MEASURING_REPORT = 'B0000000000000000000000000000001';
const JOB_PATH = '/ec-reporting-svc/rest/v1.0/report/job';
const LIST_PATH = '/ec-reporting-svc/rest/v2.0/reportmetadata/downloadList';
/** A client that waits for a report asks seldom; often would cost the render its processor. */
const POLL_MS = 250;
const ENDED = ['COMPLETED', 'FAILED', 'CANCELLED'];
const PAGE = z.object({
  result: z.object({ count: z.number(), totalResults: z.number(), asOf: z.string() }),
});
const LOG = z.object({ rptRunStatus: z.string(), reason: z.string().nullable() });

export type JobOrder = { studyId: Id; subjects?: readonly string[]; format?: Format };

type JobPage = { studyId: Id; limit: number; offset: number; asOf?: string | undefined };

export type JobClient = {
  /** POST to 202; answers the job's id. */
  kickstart(order: JobOrder): Promise<Id>;
  /** Kickstarts and waits until the job is COMPLETED; throws where it ends otherwise. */
  complete(order: JobOrder): Promise<Id>;
  /** Waits until the job is in this state, COMPLETED unless said otherwise; throws where it ends in another. */
  await(jobId: Id, order: JobOrder, state?: string): Promise<void>;
  /** A page of the study's jobs; answers how many there are in all, and the moment that later pages are asked with. */
  list(page: JobPage): Promise<{ total: number; asOf: string }>;
};

/** The documented calls, as any client makes them that keeps its connections. */
export function createJobClient(api: { apiUrl: string; token: string }, signal: AbortSignal): JobClient {
  const agent = new Agent({ keepAlive: true });
  const headers = { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' };
  const urlOf = (jobId: Id, { studyId, format = 'CSV' }: JobOrder) =>
    `${api.apiUrl}${JOB_PATH}/${jobId}?mode=test&studyId=${studyId}&reportid=${MEASURING_REPORT}&format=${format}`;

  async function call(url: string, body?: string): Promise<{ status: number; text: string }> {
    signal.throwIfAborted();
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const method = body === undefined ? 'GET' : 'POST';
      request(url, { agent, method, headers }, resolve).on('error', reject).end(body);
    });
    return { status: answer.statusCode ?? 0, text: await readBody(answer) };
  }

  async function kickstart(order: JobOrder): Promise<Id> {
    const { subjects } = order;
    const jobId = createJobId();
    const body = subjects === undefined ? '{}' : JSON.stringify({ fieldSpecsList: [toFieldSpec(subjects)] });
    const { status, text } = await call(urlOf(jobId, order), body);
    if (status !== 202) throw new Error(`A kickstart was answered with ${status}: ${text}`);
    return jobId;
  }

  async function awaitState(jobId: Id, order: JobOrder, state = 'COMPLETED'): Promise<void> {
    for (;;) {
      await sleep(POLL_MS, undefined, { signal });
      const { text } = await call(urlOf(jobId, order));
      const { rptRunStatus, reason } = LOG.parse(JSON.parse(text));
      if (rptRunStatus === state) return;
      if (ENDED.includes(rptRunStatus))
        throw new Error(`The job ended ${rptRunStatus}: ${reason ?? 'no reason was given'}`);
    }
  }

  return {
    kickstart,
    list: async ({ studyId, limit, offset, asOf }) => {
      const moment = asOf === undefined ? '' : `&asOf=${encodeURIComponent(asOf)}`;
      const query = `mode=test&studyId=${studyId}&limit=${limit}&offset=${offset}${moment}`;
      const { text } = await call(`${api.apiUrl}${LIST_PATH}?${query}`);
      const { count, totalResults, asOf: newest } = PAGE.parse(JSON.parse(text)).result;
      if (count !== limit) throw new Error(`A page of ${limit} jobs has ${count}.`);
      return { total: totalResults, asOf: newest };
    },
    await: awaitState,
    complete: async (order) => {
      const jobId = await kickstart(order);
      await awaitState(jobId, order);
      return jobId;
    },
  };
}

export function createJobId(): Id {
  return randomUUID().replaceAll('-', '').toUpperCase();
}

function toFieldSpec(subjects: readonly string[]) {
  return {
    fieldId: '1',
    fieldName: 'USUBJID',
    fieldType: 'list',
    fieldSequence: 1,
    fieldValueList: subjects,
  };
}
