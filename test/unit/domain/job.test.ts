import assert from 'node:assert/strict';

import { canTransition, isActive, JOB_STATES, type JobState } from '../../../src/domain/job.ts';

const LEGAL: Readonly<Record<JobState, string>> = {
  QUEUED: 'RUNNING PAUSED FAILED CANCELLED',
  RUNNING: 'PAUSED COMPLETED FAILED CANCELLED',
  PAUSED: 'QUEUED RUNNING FAILED CANCELLED',
  COMPLETED: 'EXPIRED DELETED',
  FAILED: 'DELETED',
  CANCELLED: 'DELETED',
  EXPIRED: 'DELETED',
  DELETED: '',
};
const RETRYABLE = 'QUEUED RUNNING PAUSED FAILED CANCELLED EXPIRED'.split(' ');

describe('canTransition', () => {
  for (const from of JOB_STATES) {
    for (const to of JOB_STATES) {
      const isLegal = from === to || LEGAL[from].split(' ').includes(to);
      it(`${isLegal ? 'allows' : 'refuses'} ${from} → ${to} within an attempt`, () => {
        assert.equal(canTransition(from, to, false), isLegal);
      });
      const isRetry = to === 'QUEUED' && RETRYABLE.includes(from);
      it(`${isRetry ? 'allows' : 'refuses'} ${from} → ${to} with the next attempt`, () => {
        assert.equal(canTransition(from, to, true), isRetry);
      });
    }
  }

  it('knows in which states a run works for the job', () => {
    assert.deepEqual(JOB_STATES.filter(isActive), ['QUEUED', 'RUNNING', 'PAUSED']);
  });
});
