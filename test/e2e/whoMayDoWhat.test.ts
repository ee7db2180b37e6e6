import assert from 'node:assert/strict';
import type { z } from 'zod';

import { RIGHTS } from '../../src/embedded/identityProvider.ts';
import { waitUntil } from '../../src/embedded/waitUntil.ts';
import type { OperationSpec } from '../../src/http/operation.ts';
import { OPERATIONS } from '../../src/http/operations/index.ts';
import { ruleOf } from '../../src/http/readParameters.ts';
import { prepareJob } from '../support/e2e/exampleJobs.ts';
import { readState } from '../support/e2e/readState.ts';
import { type Ids, sendExample } from '../support/e2e/sendExample.ts';
import type { Stack } from '../support/e2e/stack.ts';
import { useStack } from '../support/e2e/useStack.ts';
import { createId } from '../support/jobs.ts';

type Expected = {
  /** A caller of the tenant without the right here: in another study, in another mode, or with the other rights alone. */
  withoutRight: number;
  /** A caller of another tenant with every right there. */
  otherTenant: number;
  /** True where an id of another tenant may be told from an unknown one: the kickstart alone. */
  isTold?: true;
};

/** One row for each operation; what a caller who may do it is answered stands in the operation itself. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  kickstartReport: { withoutRight: 401, otherTenant: 404, isTold: true },
  getReportJob: { withoutRight: 401, otherTenant: 404 },
  getReportManifest: { withoutRight: 401, otherTenant: 404 },
  orderReport: { withoutRight: 401, otherTenant: 404 },
  orderScheduledReport: { withoutRight: 401, otherTenant: 404 },
  orderDirectReport: { withoutRight: 401, otherTenant: 404 },
  orderDirectReportV2: { withoutRight: 401, otherTenant: 404 },
  listReports: { withoutRight: 401, otherTenant: 400 },
  listReportJobs: { withoutRight: 403, otherTenant: 200 },
  describeReport: { withoutRight: 404, otherTenant: 404 },
  getReportJobHistory: { withoutRight: 401, otherTenant: 404 },
  cancelReportJob: { withoutRight: 401, otherTenant: 404 },
  pauseReportJob: { withoutRight: 401, otherTenant: 404 },
  resumeReportJob: { withoutRight: 401, otherTenant: 404 },
  commentReportJob: { withoutRight: 401, otherTenant: 404 },
  deleteReport: { withoutRight: 401, otherTenant: 404 },
  deleteReportOfStudy: { withoutRight: 401, otherTenant: 404 },
  downloadReport: { withoutRight: 401, otherTenant: 404 },
  collateCrfReports: { withoutRight: 401, otherTenant: 404 },
  listAuditEvents: { withoutRight: 401, otherTenant: 200 },
};

/** What a caller who may not see a job, and who did not name it, must not read: people, studies, reports, files. */
const SECRETS = [
  '"ann"',
  'CRASH01',
  'acme',
  'Subject Data Extract',
  'Subject_Data_Extract',
  'Subject-Data-Extract',
];

/** What says where a job belongs, beside its id. */
const PLACE = ['studyId', 'mode'];

/** True where a call finds a job by its id, and may leave out where it belongs. */
function namesJobAlone({ pathParameters, query }: OperationSpec): boolean {
  const isJob = (schema: z.ZodObject) =>
    Object.keys(schema.shape).some((name) => ruleOf(schema, name)?.code === 'BAD_JOB_ID');
  return (isJob(pathParameters) || isJob(query)) && !('studyId' in pathParameters.shape);
}

describe('Who may do what', function () {
  this.timeout(240_000);
  const shared = useStack();
  const tenantJobId = createId();
  before(async () => {
    const { client } = shared().stack;
    const { result } = (await client.call('listReports', { query: {} })).data;
    const report = result.find(({ level }) => level === 'tenant');
    assert.ok(report);
    const query = { reportid: report.reportId };
    await client.call('kickstartReport', { path: { jobId: tenantJobId }, query, body: {} });
  });

  it('is said for every operation', () => {
    assert.deepEqual(Object.keys(EXPECTED).sort(), OPERATIONS.map(({ id }) => id).sort());
  });

  for (const operation of OPERATIONS) {
    describe(operation.id, () => {
      let stack: Stack;
      let ids: Ids;
      let release: () => void = () => undefined;
      before(async () => {
        stack = shared().stack;
        const prepared = await prepareJob(stack, 'getReportJob');
        release = prepared.release;
        ids = { jobId: prepared.jobId, studyId: stack.address.studyId };
        await untilNothingRuns(stack);
      });
      after(() => {
        release();
      });

      const expected = EXPECTED[operation.id];
      const test = { id: '', mode: 'test' as const };
      const here = () => ({ ...test, id: stack.address.studyId });
      const otherRights = RIGHTS.filter((right) => right !== operation.right);
      const tokens: [string, () => Promise<string>, number | undefined][] = [
        ['without a token', () => Promise.resolve(''), 401],
        [
          'with rights in another study',
          () => stack.issueToken({ study: { ...test, id: createId() } }),
          expected?.withoutRight,
        ],
        [
          'with rights in another mode',
          () => stack.issueToken({ study: { ...here(), mode: 'active' } }),
          expected?.withoutRight,
        ],
        [
          `without ${operation.right} in the study`,
          () => stack.issueToken({ study: here(), rights: otherRights }),
          expected?.withoutRight,
        ],
        [
          `without ${operation.right} in the tenant`,
          () => stack.issueToken({ rights: otherRights }),
          expected?.withoutRight,
        ],
        [
          'of another tenant',
          () => stack.issueToken({ tenant: `not acme ${operation.id}`, user: 'eve' }),
          expected?.otherTenant,
        ],
      ];

      const methods = operation.id === 'downloadReport' ? ['get', 'head'] : [operation.method];
      for (const [who, issue, status, method] of methods.flatMap((method) =>
        tokens.map((row) => [...row, method] as const),
      )) {
        it(`answers ${method.toUpperCase()} of a caller ${who} with ${status ?? '?'}, changes nothing and tells nothing`, async () => {
          const token = await issue();
          const before = await readState(stack);
          const response = await sendExample({ operation, ids, method }, { ...stack.address, token });
          const text = await response.text();
          assert.equal(response.status, status, text);
          assert.deepEqual(await readState(stack), before);
          const told = SECRETS.filter((secret) => mask(text, ids, operation).includes(secret));
          assert.deepEqual(told, [], text);
        });
      }

      if (namesJobAlone(operation)) {
        it('tells a caller without rights who knows a job’s id alone neither its study nor its mode', async () => {
          const token = await stack.issueToken({ study: { ...test, id: createId() } });
          const before = await readState(stack);
          const response = await sendExample({ operation, ids, without: PLACE }, { ...stack.address, token });
          const text = await response.text();
          assert.equal(response.status, expected?.withoutRight, text);
          assert.deepEqual(await readState(stack), before);
          assert.doesNotMatch(text, new RegExp(`${ids.studyId}|\\btest\\b`));
        });

        it('refuses a job of the tenant to a caller with every right in a study', async () => {
          const token = await stack.issueToken({ study: here() });
          const before = await readState(stack);
          for (const without of [[], PLACE]) {
            const wanted = { ...ids, jobId: tenantJobId };
            const response = await sendExample(
              { operation, ids: wanted, without },
              { ...stack.address, token },
            );
            // The audit trail of a study is theirs to read: this job is not in it.
            const isOwn = operation.id === 'listAuditEvents' && without.length === 0;
            const text = await response.text();
            assert.equal(response.status, isOwn ? 200 : expected?.withoutRight, text);
            if (isOwn) assert.match(text, /"auditEvents":\[\]/);
          }
          assert.deepEqual(await readState(stack), before);
        });
      }

      it('answers another tenant as if the ids were unknown', async () => {
        const tenant = `neither acme ${operation.id}`;
        const token = await stack.issueToken({ tenant, user: 'eve' });
        const ask = async (wanted: Ids) => {
          const response = await sendExample({ operation, ids: wanted }, { ...stack.address, token });
          return { status: response.status, body: mask(await response.text(), wanted, operation) };
        };
        const [known, unknown] = [await ask(ids), await ask({ jobId: createId(), studyId: createId() })];
        if (expected?.isTold === true) assert.equal(known.status, 404);
        else assert.deepEqual(known, unknown);
      });

      it(`answers a caller with ${operation.right} in this study and mode alone`, async () => {
        const prepared = await prepareJob(stack, operation.id);
        try {
          const token = await stack.issueToken({ study: here(), rights: [operation.right] });
          const wanted = { ...ids, jobId: prepared.jobId };
          const response = await sendExample({ operation, ids: wanted }, { ...stack.address, token });
          assert.ok(Object.hasOwn(operation.answers, response.status), await response.text());
        } finally {
          prepared.release();
        }
      });
    });
  }
});

/** What another operation's job still writes is no change that a call made. */
async function untilNothingRuns(stack: Stack): Promise<void> {
  await waitUntil({
    what: 'every run to end',
    timeoutMs: 60_000,
    signal: new AbortController().signal,
    ask: async () => {
      const running = await stack.query(`select from execution_log where state in ('QUEUED', 'RUNNING')`);
      return running.length === 0 ? true : undefined;
    },
  });
}

/** Leaves out what the caller named, and what is new in every answer. */
function mask(text: string, ids: Ids, { example }: OperationSpec): string {
  const named = [
    ...Object.values(ids),
    ...Object.values(example.query ?? {}).filter((value) => value.length > 4),
  ];
  return named
    .reduce((masked, value) => masked.replaceAll(value, '…'), text)
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '…')
    .replace(/"asOf":(\d+|"[^"]*")/g, '"asOf":…');
}
