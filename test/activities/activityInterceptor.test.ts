import assert from 'node:assert/strict';

import { Context } from '@temporalio/activity';
import { ActivityCancellationDetails, ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';

import { ask } from '../../src/db/databaseError.ts';
import { AppError, type ErrorCode, ERRORS, isErrorCode } from '../../src/domain/errors.ts';
import '../support/quietTemporal.ts';
import type { TryNote } from '../../src/jobs/ports.ts';
import { createActivityInterceptor } from '../../src/temporal/failures.ts';

const REF = {
  tenantId: 'acme',
  jobId: 'A'.repeat(32),
  runAttempt: 1,
  firstExecutionRunId: 'first',
  changeNumber: 1,
};

/** Runs one try of a step inside the interceptor and tells what it noted and what came out. */
async function runTry(
  step: () => Promise<unknown>,
  options: { attempt?: number; isLocal?: boolean; cancel?: ActivityCancellationDetails } = {},
) {
  const notes: (TryNote | string)[] = [];
  const logged: object[] = [];
  const log = (fields: object) => void logged.push(fields);
  const intercept = createActivityInterceptor({
    runLog: {
      noteTry: (_run, note) => Promise.resolve(void notes.push(note)),
      noteBegin: (_run, name, tryNumber) => Promise.resolve(void notes.push(`begin ${name} ${tryNumber}`)),
      noteSuccess: (_run, name, tryNumber) =>
        Promise.resolve(void notes.push(`success ${name} ${tryNumber}`)),
    },
    retry: { initialMs: 1_000, maximumMs: 60_000 },
    log: { warn: log, error: log },
  });
  const { attempt = 1, isLocal = false } = options;
  const environment = new MockActivityEnvironment(
    { attempt, isLocal, activityType: 'renderReport' },
    { logger: new DefaultLogger('ERROR') },
  );
  const outcome: unknown = await environment
    .run(async () => {
      if (options.cancel) environment.cancel('CANCELLED', options.cancel);
      return await intercept(Context.current()).execute?.({ args: [REF], headers: {} }, step);
    })
    .catch((error: unknown) => error);
  return { notes, logged, outcome };
}

describe('the activity interceptor', () => {
  for (const code of Object.keys(ERRORS).filter(isErrorCode)) {
    it(`turns ${code} into a failure of that type, retried only where that can help`, async () => {
      const { outcome } = await runTry(() =>
        Promise.reject(new AppError(code, { details: 'What is allowed.' })),
      );
      assert.ok(outcome instanceof ApplicationFailure);
      assert.equal(outcome.type, code);
      assert.equal(outcome.nonRetryable, !ERRORS[code].retryable);
      assert.equal(outcome.message, `${ERRORS[code].message} What is allowed.`);
    });
  }

  it('lets no text of a driver into the failure', async () => {
    const { outcome } = await runTry(() =>
      Promise.reject(new Error('Key (usubjid)=(01-701-1015) already exists')),
    );
    assert.ok(outcome instanceof ApplicationFailure);
    assert.equal(outcome.type, 'INTERNAL' satisfies ErrorCode);
    assert.doesNotMatch(JSON.stringify(outcome) + String(outcome.cause), /usubjid|701/);
  });

  it('notes which try failed, why, and when the next one comes, and makes that true', async () => {
    const { notes, outcome } = await runTry(() => Promise.reject(new AppError('CLINICAL_REFUSED')), {
      attempt: 3,
    });
    const note = notes.at(-1);
    assert.ok(typeof note === 'object' && note.nextRetryAt !== null);
    assert.match(
      note.reason,
      /^Try 3 failed: the clinical database refuses connections\. Next try \d\d:\d\d:\d\d UTC\.$/,
    );
    assert.ok(outcome instanceof ApplicationFailure);
    assert.equal(outcome.nextRetryDelay, 4_000);
    assert.ok(Math.abs(note.nextRetryAt.getTime() - Date.now() - 4_000) < 2_000);
  });

  it('never waits longer than the maximum', async () => {
    const { outcome } = await runTry(() => Promise.reject(new AppError('DISK_FULL')), { attempt: 500 });
    assert.equal(outcome instanceof ApplicationFailure && outcome.nextRetryDelay, 60_000);
  });

  it('says at the begin of a later try that it began, and at its success that all is well', async () => {
    const { notes } = await runTry(() => Promise.resolve('done'), { attempt: 2 });
    assert.deepEqual(notes, ['begin renderReport 2', 'success renderReport 2']);
  });

  it('writes nothing around a first try that succeeds', async () => {
    assert.deepEqual((await runTry(() => Promise.resolve('done'))).notes, []);
  });

  it('notes nothing of a local try, which Temporal does not show either', async () => {
    const { notes, logged } = await runTry(() => Promise.reject(new AppError('DATABASE_UNAVAILABLE')), {
      isLocal: true,
    });
    assert.deepEqual(notes, []);
    assert.equal(logged.length, 1);
    assert.match(JSON.stringify(logged[0]), new RegExp(REF.jobId));
  });

  it('hands a stop that was asked for on as a cancellation, without a note', async () => {
    const { notes, outcome } = await runTry(() => Context.current().cancelled, {
      cancel: new ActivityCancellationDetails({ cancelRequested: true }),
    });
    assert.ok(outcome instanceof CancelledFailure);
    assert.deepEqual(notes, []);
  });

  const SHUTDOWN = new ActivityCancellationDetails({ workerShutdown: true });
  for (const [what, details, isHandedOver] of [
    ['a pause', new ActivityCancellationDetails({ cancelRequested: true }), false],
    ['a worker that shuts down', SHUTDOWN, true],
  ] as const) {
    it(`tells no outage of the database where ${what} ends the wait for it`, async () => {
      const step = () => ask(Context.current().cancellationSignal, () => new Promise(() => undefined));
      const { notes, logged, outcome } = await runTry(step, { cancel: details });
      assert.deepEqual([notes, logged], [[], []]);
      if (!isHandedOver) assert.ok(outcome instanceof CancelledFailure);
      else assert.match(String(outcome), /The worker stopped; another one takes over\./);
    });
  }
});
