import assert from 'node:assert/strict';

import { ApplicationFailure, CancelledFailure, TerminatedFailure, TimeoutFailure } from '@temporalio/common';

import { describeClose } from '../../../src/temporal/describeClose.ts';

const SENTENCE = 'The study does not have a value that was asked for.';

describe('how a run was closed', () => {
  const cases: [string, string, unknown, string][] = [
    [
      'terminated by an operator',
      'TERMINATED',
      new TerminatedFailure('by mistake'),
      'TERMINATED (by mistake).',
    ],
    ['terminated without a reason', 'TERMINATED', new TerminatedFailure(''), 'TERMINATED.'],
    [
      'failed with a failure of ours',
      'FAILED',
      ApplicationFailure.nonRetryable(SENTENCE, 'UNKNOWN_VALUES'),
      `FAILED (${SENTENCE.slice(0, -1)}).`,
    ],
    [
      'failed with what may be a driver’s text',
      'FAILED',
      ApplicationFailure.nonRetryable('Key (usubjid)=(01-701-1015) already exists', 'error'),
      'FAILED.',
    ],
    [
      'timed out',
      'TIMED_OUT',
      new TimeoutFailure('timed out', undefined, 'START_TO_CLOSE'),
      'TIMED_OUT (START_TO_CLOSE).',
    ],
    ['cancelled', 'CANCELLED', new CancelledFailure('The job was cancelled.'), 'CANCELLED.'],
    ['completed', 'COMPLETED', undefined, 'COMPLETED.'],
  ];
  for (const [what, status, failure, told] of cases) {
    it(`is told of one that was ${what}`, () => {
      assert.equal(describeClose(status, failure), told);
    });
  }
});
