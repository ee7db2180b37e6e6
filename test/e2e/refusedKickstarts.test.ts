import assert from 'node:assert/strict';

import { waitUntil } from '../../src/embedded/waitUntil.ts';
import { countRuns, hasRun } from '../support/e2e/operator.ts';
import { readState } from '../support/e2e/readState.ts';
import { listField, refusalOf } from '../support/e2e/reportingClient.ts';
import type { Stack } from '../support/e2e/stack.ts';
import { useStack } from '../support/e2e/useStack.ts';
import { createId } from '../support/jobs.ts';

/** Learn Training, a report of the tenant. */
const TENANT_REPORT = 'C8B55C04E4C5B1247EDF7C688C0C3037';
const AUDIT_TIMEOUT_MS = 10_000;

type Field = Parameters<Stack['client']['postFields']>[1][number];
const list = (fieldName: string, ...fieldValueList: string[]) => listField(fieldName, fieldValueList);
const visitDate: Field = { fieldName: 'SVSTDTC', fieldType: 'date-time', fieldValueList: ['soon'] };

type Send = (stack: Stack, jobId: string) => Promise<unknown>;
const fields =
  (...specs: Field[]): Send =>
  ({ client }, jobId) =>
    client.postFields(jobId, specs);
const format =
  (name: string): Send =>
  ({ client }, jobId) =>
    client.post({ jobId, format: name });

const REFUSED: [string, Send, string, RegExp][] = [
  [
    'a study for a report of the tenant',
    ({ client }, jobId) => client.post({ jobId, reportId: TENANT_REPORT }),
    'REPT_400_STUDY_NOT_ALLOWED',
    /Leave studyId out/,
  ],
  ['a field that the report does not have', fields(list('NOPE', 'x')), 'REPT_400_FIELD_UNKNOWN', /NOPE/],
  ['a value that does not fit its field', fields(visitDate), 'REPT_400_FIELD_VALUE', /SVSTDTC/],
  [
    'one field under two of its names',
    fields(list('SITEID', '701'), list('sites', '702')),
    'REPT_400_FIELD_DUPLICATE',
    /sites/,
  ],
  ['faults of several kinds', fields(list('NOPE', 'x'), visitDate), 'REPT_400_FIELD_SPECS', /NOPE.*SVSTDTC/],
  ['the format CPORT', format('CPORT'), 'REPT_400_FORMAT', /CPORT is .* not documented.* Order XPORT\./],
  ['the format SAS7BDAT', format('SAS7BDAT'), 'REPT_400_FORMAT', /SAS7BDAT is .* Order XPORT\./],
];

describe('A kickstart that is refused', function () {
  this.timeout(120_000);
  const shared = useStack();
  before(async () => {
    const { stack } = shared();
    // The run of the suite's first job writes no more once it is closed.
    const jobs = await stack.query<{ job_id: string }>('select job_id from execution_log');
    for (const { job_id: jobId } of jobs) await countRuns(stack, jobId);
  });

  for (const [what, send, code, details] of REFUSED) {
    it(`for ${what} says why, and leaves no row, no run and no trace but its audit event`, async () => {
      const { stack } = shared();
      const jobId = createId();
      const before = await readState(stack);
      const refusal = await refusalOf(send(stack, jobId));
      assert.deepEqual([refusal.status, refusal.errorCode], [400, code]);
      assert.match(refusal.details ?? '', details);
      assert.deepEqual(await readState(stack), before);
      assert.deepEqual(await waitForAudit(stack, jobId), [
        { action: 'kickstartReport', outcome: 'refused', status: 400, error_code: code },
      ]);
      assert.equal(await hasRun(stack, jobId), false);
    });
  }
});

/** What was done to a job, once anything was: events are written in batches. */
async function waitForAudit(stack: Stack, jobId: string): Promise<object[]> {
  return waitUntil({
    what: 'the audit event',
    timeoutMs: AUDIT_TIMEOUT_MS,
    signal: new AbortController().signal,
    ask: async () => {
      const events = await stack.query(
        'select action, outcome, status, error_code from audit_event where job_id = $1',
        [jobId],
      );
      return events.length === 0 ? undefined : events;
    },
  });
}
