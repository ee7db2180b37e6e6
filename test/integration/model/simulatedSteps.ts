import { AppError, ERRORS } from '../../../src/domain/errors.ts';
import type { Id } from '../../../src/domain/id.ts';
import type { Late, RunChange, RunFence, RunRow, Superseded } from '../../../src/jobs/ports.ts';
import { aFile } from '../../support/jobs.ts';
import type { Try, World } from './world.ts';

export type LogChange = Exclude<RunChange, { kind: 'comment' }>;

/** A step that was stopped because somebody asked for it. */
export class Interrupted extends Error {}

export type StepAnswer = { outcome: 'written' } | { outcome: 'rendered' } | Late | Superseded;

/** What the activities do to row and files, in their order. */
export type Steps = {
  update(change: RunChange): Promise<RunRow | Late | Superseded>;
  resolve(): Promise<StepAnswer>;
  render(): Promise<StepAnswer>;
};

const PLAN = { filters: [], header: [], estimatedRows: 3 };
const FINAL: readonly string[] = ['complete', 'fail', 'cancel'];

/** Trying again cannot mend it. */
export function isFinalFailure(error: unknown): boolean {
  return error instanceof AppError && !ERRORS[error.code].retryable;
}

/** No attempt after one whose file was committed. */
export function toCommitted(fileStorageId: Id | null): Id[] {
  return fileStorageId === null ? [] : [fileStorageId];
}

/** One try; `tryNumber` grows over all tries of a run's renders. */
export function createSteps(world: World, underWay: Try, run: RunFence, tryNumber: number): Steps {
  const { actor, step, number } = underWay;
  const { runLog } = world.openFor(actor);
  const { files } = world;
  const signal = new AbortController().signal;
  const { jobId, runAttempt } = run;

  const onDisk = async <T>(label: string, act: () => T): Promise<T> => {
    await world.gate.pass(actor, label);
    return act();
  };
  const stopIfAsked = () => {
    if (underWay.isCancelRequested) throw new Interrupted();
  };

  return {
    update: (change) =>
      noting(async () => {
        const row = await runLog.change(run, change, signal);
        if (row.outcome === 'written' && FINAL.includes(change.kind)) {
          await onDisk('tidies up', () => {
            files.removeOrphans({ jobId, runAttempt, committed: toCommitted(row.fileStorageId) });
          });
        }
        return row;
      }),

    resolve: () =>
      noting(async () => {
        const input = await runLog.loadPlan(run, signal);
        return input.outcome === 'superseded' ? input : await runLog.savePlan(run, PLAN, signal);
      }),

    render: () =>
      noting(async () => {
        const begun = await runLog.beginRender(run, tryNumber, signal);
        if (begun.outcome !== 'written') return begun;
        const keep = begun.committed?.storageId ?? null;
        // A published file may be a later try's, and committed by the time that a stalled one comes to this.
        await onDisk('removes parts', () => {
          files.removeParts({ jobId, runAttempt, before: tryNumber });
        });
        if (keep !== null) {
          if (!files.has(keep)) throw new AppError('FILE_MISMATCH');
          return { outcome: 'rendered' };
        }
        stopIfAsked();
        const input = await runLog.loadPlan(run, signal);
        if (input.outcome === 'superseded') return input;
        if (world.causes(jobId).breaks) throw new AppError('REPORT_STATEMENT');
        if (input.plan === null) throw new AppError('INTERNAL');
        return await writeAndCommit();
      }),
  };

  async function writeAndCommit(): Promise<StepAnswer> {
    const file = aFile(run);
    const claim = { jobId, runAttempt, tryNumber, storageId: file.storageId };
    await onDisk('writes a part', () => {
      files.writePart(claim);
    });
    if (underWay.isCancelRequested) {
      await onDisk('gives its part up', () => {
        files.remove(claim);
      });
      throw new Interrupted();
    }
    if (!(await onDisk('publishes', () => files.publish(claim))))
      throw new AppError('FILE_STORE_UNAVAILABLE');
    const committed = await runLog.commitFile(run, tryNumber, file, signal);
    await onDisk('tidies up', () => {
      if (committed.outcome === 'written') files.removeOthers({ jobId, runAttempt, keep: file.storageId });
      else files.remove(claim);
    });
    return committed;
  }

  /** What the interceptor tells the ExecutionLog of every try. */
  async function noting<T>(act: () => Promise<T>): Promise<T> {
    const quietly = (work: Promise<void>) => work.catch(() => undefined);
    if (number > 1) await quietly(runLog.noteBegin(run, step, number, signal));
    try {
      const result = await act();
      if (number > 1) await quietly(runLog.noteSuccess(run, step, number, signal));
      return result;
    } catch (error) {
      if (!(error instanceof Interrupted)) {
        const note = { step, tryNumber: number, reason: `Try ${number} failed.`, nextRetryAt: null };
        await quietly(runLog.noteTry(run, note, signal));
      }
      throw error;
    }
  }
}
