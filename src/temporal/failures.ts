import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { Context } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';

import type { RunReference } from '../../workflows/contract.ts';
import { AppError, describeError, ERRORS } from '../domain/errors.ts';
import type { RunFence, RunLog } from '../jobs/ports.ts';

type Log = { warn(fields: object, message: string): void; error(fields: object, message: string): void };

type Deps = {
  runLog: Pick<RunLog, 'noteTry' | 'noteBegin' | 'noteSuccess'>;
  retry: { initialMs: number; maximumMs: number };
  log: Log;
};

const NOTE_MS = 2_000;
const BEAT_MS = 2_000;

/** The one activity that heartbeats by itself, with what it has done. */
const BEATS_ITSELF = 'renderReport';

/**
 * Around every activity: what it throws becomes a failure of the error table, and the ExecutionLog says which try failed
 * and when the next one comes. Driver texts stay here, in the process's own log.
 */
export function createActivityInterceptor(deps: Deps) {
  return (context: Context): ActivityInboundCallsInterceptor => ({
    async execute(input, next) {
      const { info } = context;
      const known = readRun(input.args[0], info.workflowExecution?.runId);
      const run = info.isLocal ? undefined : known;
      const step = info.activityType;
      const tryNumber = info.attempt;
      const note = (work: (fence: RunFence, signal: AbortSignal) => Promise<void>) =>
        noteQuietly(deps.log, run, work);
      const beat = info.isLocal || step === BEATS_ITSELF ? undefined : startBeat(context);
      try {
        if (tryNumber > 1)
          await note((fence, signal) => deps.runLog.noteBegin(fence, step, tryNumber, signal));
        const result = await next(input);
        if (tryNumber > 1)
          await note((fence, signal) => deps.runLog.noteSuccess(fence, step, tryNumber, signal));
        return result;
      } catch (error) {
        // Whatever broke because of the stop, the stop is why: a database that was not waited for answers well enough.
        if (context.cancellationSignal.aborted) throw toStop(context, error);
        const failure = toFailure(error, nextDelayMs(deps.retry, tryNumber));
        const fields = {
          jobId: known?.jobId,
          runId: known?.runId,
          step,
          tryNumber,
          code: failure.type,
          err: error,
        };
        deps.log[failure.nonRetryable === true ? 'error' : 'warn'](fields, 'a step failed');
        await note((fence, signal) =>
          deps.runLog.noteTry(fence, { step, tryNumber, ...toNote(failure, tryNumber) }, signal),
        );
        throw failure;
      } finally {
        clearInterval(beat);
      }
    },
  });
}

function startBeat(context: Context): NodeJS.Timeout {
  return setInterval(() => {
    context.heartbeat();
  }, BEAT_MS);
}

/** A failure whose type is the code of the error table and whose text may stand in a history. */
export function toFailure(error: unknown, nextRetryMs?: number): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  const known = error instanceof AppError ? error : new AppError('INTERNAL', { cause: error });
  return ApplicationFailure.create({
    message: describeError(known),
    type: known.code,
    nonRetryable: !ERRORS[known.code].retryable,
    details: known.details === undefined ? [] : [known.details],
    ...(nextRetryMs === undefined ? {} : { nextRetryDelay: nextRetryMs }),
  });
}

function nextDelayMs({ initialMs, maximumMs }: Deps['retry'], tryNumber: number): number {
  return Math.min(initialMs * 2 ** Math.min(tryNumber - 1, 30), maximumMs);
}

/** "Try 3 failed: the clinical database refuses connections. Next try 14:05:10 UTC." */
function toNote(
  failure: ApplicationFailure,
  tryNumber: number,
): { reason: string; nextRetryAt: Date | null } {
  const what = failure.message.charAt(0).toLowerCase() + failure.message.slice(1);
  if (failure.nonRetryable === true) return { reason: `Try ${tryNumber} failed: ${what}`, nextRetryAt: null };
  const nextRetryAt = new Date(Date.now() + Number(failure.nextRetryDelay ?? 0));
  return {
    reason: `Try ${tryNumber} failed: ${what} Next try ${nextRetryAt.toISOString().slice(11, 19)} UTC.`,
    nextRetryAt,
  };
}

/** A worker that shuts down hands over at once; every other stop was asked for. */
function toStop(context: Context, error: unknown): unknown {
  if (context.cancellationDetails?.cancelRequested === true) {
    return error instanceof CancelledFailure ? error : new CancelledFailure('The step was stopped.');
  }
  return ApplicationFailure.create({
    message: 'The worker stopped; another one takes over.',
    type: 'INTERNAL',
    nextRetryDelay: 1,
  });
}

async function noteQuietly(
  log: Log,
  run: RunFence | undefined,
  work: (fence: RunFence, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  if (run === undefined) return;
  try {
    await work(run, AbortSignal.timeout(NOTE_MS));
  } catch (error) {
    log.warn(
      { jobId: run.jobId, runId: run.runId, err: error },
      'a note on the ExecutionLog could not be written',
    );
  }
}

/** Every activity of a run is given its reference first; others, like reconciliation, have none. */
function readRun(argument: unknown, runId: string | undefined): RunFence | undefined {
  return runId !== undefined && isRunReference(argument) ? { ...argument, runId } : undefined;
}

function isRunReference(argument: unknown): argument is RunReference {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    'jobId' in argument &&
    'firstExecutionRunId' in argument &&
    'changeNumber' in argument
  );
}
