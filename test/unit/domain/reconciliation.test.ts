import assert from 'node:assert/strict';

import { JOB_STATES } from '../../../src/domain/job.ts';
import { decideReconciliation, type ReconciliationRow } from '../../../src/domain/reconciliation.ts';
import type { RunObservation } from '../../../src/domain/run.ts';
import { ATTEMPT, OBSERVATIONS, OWN_RUN } from './decisions.ts';

describe('decideReconciliation', () => {
  for (const state of JOB_STATES) {
    for (const runId of [null, OWN_RUN]) {
      for (const hold of [false, true]) {
        const row = { state, runAttempt: ATTEMPT, runId, hold };
        for (const { name, run } of OBSERVATIONS) {
          const expected = byTheDesign(row, run);
          const what = `${state}, ${runId === null ? 'unclaimed' : 'claimed'}, hold ${String(hold)}`;
          it(`${what}, run ${name}: ${JSON.stringify(expected)}`, () => {
            assert.deepEqual(decideReconciliation(row, run), expected);
          });
        }
      }
    }
  }
});

/** Only a run of the row's attempt counts: open nothing, closed FAILED; none: by whether a run had claimed the row. */
function byTheDesign(row: ReconciliationRow, run: RunObservation): object {
  if (!['QUEUED', 'RUNNING', 'PAUSED'].includes(row.state)) return { do: 'nothing' };
  if (run.kind === 'unanswered') return { do: 'nothing' };
  if (run.kind !== 'none' && run.runAttempt === ATTEMPT) {
    return run.kind === 'open' ? { do: 'nothing' } : { do: 'fail', closedAs: 'TERMINATED' };
  }
  if (row.runId === null) return { do: 'startAgain' };
  return { do: 'newAttempt', hold: row.hold || row.state === 'PAUSED' };
}
