import assert from 'node:assert/strict';

import { JOB_STATES } from '../../../src/domain/job.ts';
import {
  decideKickstart,
  type KickstartDecision,
  type KickstartRequest,
  type KickstartRow,
} from '../../../src/domain/kickstart.ts';
import type { RunObservation } from '../../../src/domain/run.ts';
import { ATTEMPT, OBSERVATIONS, OWN_RUN } from './decisions.ts';

const STUDY = 'CFD8129A430A473C8A02F4BA5DAAD865';
const REPORT = '546A79C296BE11EABB370242AC130002';
const OTHER = '00000000000000000000000000000000';
const site = (value: string) => [
  { fieldName: 'SITEID', fieldType: 'list' as const, fieldValueList: [value] },
];

const aRow = (changes: Partial<KickstartRow> = {}): KickstartRow => ({
  tenantId: 'acme',
  state: 'QUEUED',
  runAttempt: ATTEMPT,
  runId: null,
  hold: false,
  studyId: STUDY,
  studyMode: 'test',
  reportId: REPORT,
  format: 'CSV',
  fieldSpecs: site('S1'),
  extFieldSpecs: [],
  ...changes,
});
const aRequest = (changes: Partial<KickstartRequest> = {}): KickstartRequest => ({
  tenantId: 'acme',
  studyId: undefined,
  mode: null,
  reportId: null,
  format: null,
  fieldSpecs: null,
  ...changes,
});
const NOTHING_ASKED = aRequest();

describe('decideKickstart', () => {
  it('registers an unknown job, whatever is asked', () => {
    assert.deepEqual(decideKickstart(undefined, aRequest({ fieldSpecs: [] }), undefined), { do: 'register' });
  });

  const AGREEING: [string, KickstartRequest][] = [
    ['a call that says nothing', NOTHING_ASKED],
    [
      'a call that repeats the job',
      aRequest({ studyId: STUDY, mode: 'test', reportId: REPORT, format: 'CSV', fieldSpecs: site('S1') }),
    ],
  ];
  /** Each with its answer where a run works for the job or its file stands, and where a new run is due. */
  const CONTRADICTING: [string, KickstartRequest, string, string | null][] = [
    ["another tenant's call", aRequest({ tenantId: 'other' }), 'JOB_NOT_FOUND', 'JOB_NOT_FOUND'],
    ['another study', aRequest({ studyId: OTHER }), 'STUDY_DIFFERS', 'STUDY_DIFFERS'],
    ['no study', aRequest({ studyId: null }), 'STUDY_DIFFERS', 'STUDY_DIFFERS'],
    ['another mode', aRequest({ mode: 'active' }), 'STUDY_DIFFERS', 'STUDY_DIFFERS'],
    ['another report', aRequest({ reportId: OTHER }), 'REPORT_DIFFERS', null],
    ['another format', aRequest({ format: 'XPORT5' }), 'REPORT_DIFFERS', null],
    ['a further format', aRequest({ format: 'CSV,XPORT5' }), 'REPORT_DIFFERS', null],
    ['other field specs', aRequest({ fieldSpecs: site('S2') }), 'JOB_DIFFERS', null],
    ['no filter', aRequest({ fieldSpecs: [] }), 'JOB_DIFFERS', null],
  ];

  for (const state of JOB_STATES) {
    for (const runId of [null, OWN_RUN]) {
      const row = aRow({ state, runId });
      const claimed = runId === null ? 'unclaimed' : 'claimed';

      for (const { name, run } of [{ name: 'not asked yet', run: undefined }, ...OBSERVATIONS]) {
        for (const [what, request] of AGREEING) {
          const expected = byTheTable(row, run);
          it(`${state}, ${claimed}, ${what}, run ${name}: ${JSON.stringify(expected)}`, () => {
            assert.deepEqual(decideKickstart(row, request, run), expected);
          });
        }
      }

      for (const [what, request, code, codeOfNewRun] of CONTRADICTING) {
        const isDue = ['FAILED', 'CANCELLED', 'EXPIRED'].includes(state);
        const refusal = isDue ? codeOfNewRun : state === 'DELETED' ? (codeOfNewRun ?? 'JOB_DELETED') : code;
        const expected =
          refusal === null ? { do: 'newAttempt', hold: false } : { do: 'refuse', code: refusal };
        it(`${state}, ${claimed}, ${what}, Temporal not asked: ${JSON.stringify(expected)}`, () => {
          assert.deepEqual(decideKickstart(row, request, undefined), expected);
        });
      }
    }
  }

  it('keeps a hold that no run has yet come to', () => {
    const row = aRow({ hold: true });
    const run: RunObservation = { kind: 'closed', runId: 'r', runAttempt: ATTEMPT, closedAs: 'TERMINATED' };
    assert.deepEqual(decideKickstart(row, NOTHING_ASKED, run), { do: 'newAttempt', hold: true });
  });

  const tenantJob = aRow({ studyId: null, studyMode: null, runId: OWN_RUN });
  it("takes a tenant's job with no study, said or unsaid, and refuses a study", () => {
    for (const studyId of [undefined, null]) {
      assert.deepEqual(decideKickstart(tenantJob, aRequest({ studyId }), undefined), { do: 'askTemporal' });
    }
    const refused = decideKickstart(tenantJob, aRequest({ studyId: STUDY }), undefined);
    assert.deepEqual(refused, { do: 'refuse', code: 'STUDY_DIFFERS' });
  });
});

/** The design's table for a call that agrees with the job. */
function byTheTable(row: KickstartRow, run: RunObservation | undefined): KickstartDecision {
  switch (row.state) {
    case 'DELETED':
      return { do: 'refuse', code: 'JOB_DELETED' };
    case 'COMPLETED':
      return { do: 'asItStands' };
    case 'FAILED':
    case 'CANCELLED':
    case 'EXPIRED':
      return { do: 'newAttempt', hold: false };
    case 'QUEUED':
    case 'RUNNING':
    case 'PAUSED':
  }
  if (run === undefined) return { do: 'askTemporal' };
  if (run.kind === 'unanswered') return { do: 'asItStands' };
  const newAttempt: KickstartDecision = { do: 'newAttempt', hold: row.state === 'PAUSED' };
  const isOfThisAttempt = run.kind !== 'none' && run.runAttempt === row.runAttempt;
  const isUnclaimed = row.runId === null;
  if (isUnclaimed) return isOfThisAttempt && run.kind === 'closed' ? newAttempt : { do: 'startAgain' };
  return isOfThisAttempt && run.kind === 'open' ? { do: 'asItStands' } : newAttempt;
}
