import { randomUUID } from 'node:crypto';

import { Context } from '@temporalio/activity';

import { AppError } from '../src/domain/errors.ts';
import { isSameStamp } from '../src/domain/fileStamp.ts';
import { parseId } from '../src/domain/id.ts';
import type { FileStore, Late, ReportFile, RunFence, RunLog, Superseded } from '../src/jobs/ports.ts';
import { countConflict, readConflicts } from './recoveryConflicts.ts';
import { currentRun, type RunReference } from './runFence.ts';
import { startHeartbeat } from './startHeartbeat.ts';
import { writeReport, type WriteReportDeps } from './writeReport.ts';

/** Long enough for a lock to be let go; a cancel waits for it, so that no commit's outcome is left unknown. */
const COMMIT_TIMEOUT_MS = 5_000;

export type RenderReportDeps = WriteReportDeps & {
  runLog: Pick<RunLog, 'beginRender' | 'loadPlan' | 'commitFile'>;
  fileStore: Pick<FileStore, 'removeOthers' | 'removeParts' | 'stat'>;
};

export type RenderResult =
  { outcome: 'rendered'; storageId: string; recordCount: number; sizeBytes: number } | Late | Superseded;

/** Renders the job's file and commits it: once for a job and attempt, however often it is tried. */
export function createRenderReport(
  deps: RenderReportDeps,
): (ref: RunReference, mostSignals: number) => Promise<RenderResult> {
  return async function renderReport(ref, mostSignals) {
    const { cancellationSignal: signal, info } = Context.current();
    // Grows over the tries of all render activities of a run, an operator's reset of the activity included.
    const tryNumber = info.currentAttemptScheduledTimestampMs;
    const conflictsBefore = readConflicts(info.heartbeatDetails);
    const heartbeat = startHeartbeat(conflictsBefore);
    let conflicts = 0;
    try {
      const run = currentRun(ref);
      const begun = await deps.runLog.beginRender(run, tryNumber, signal);
      if (begun.outcome !== 'written') return begun;
      if (begun.committed !== null) {
        await deps.fileStore.removeOthers({ ...ref, keep: begun.committed.storageId });
        return await checkCommitted(deps, begun.committed);
      }
      await deps.fileStore.removeParts({ ...ref, before: tryNumber });

      const input = await deps.runLog.loadPlan(run, signal);
      if (input.outcome === 'superseded') return input;
      const claim = { jobId: run.jobId, runAttempt: run.runAttempt, tryNumber, storageId: createStorageId() };
      const file = await writeReport(deps, {
        run,
        claim,
        input,
        heartbeat,
        signal,
        // Half of what is left for each try, so that all tries together keep to it.
        mostSignals: Math.floor(mostSignals / 2 ** info.attempt),
      });
      return await commit(deps, { run, tryNumber, file });
    } catch (error) {
      // Whatever broke because of the stop, the stop is why.
      signal.throwIfAborted();
      const counted = countConflict(error, conflictsBefore);
      conflicts = counted.conflicts;
      throw counted.error;
    } finally {
      heartbeat.stop(conflicts);
    }
  };
}

/** A try whose answer was lost has done the work already. */
async function checkCommitted({ fileStore }: RenderReportDeps, file: ReportFile): Promise<RenderResult> {
  const stamp = await fileStore.stat(file);
  if (stamp === undefined || !isSameStamp(stamp, file.stamp)) throw new AppError('FILE_MISMATCH');
  return toResult(file);
}

type Commit = { run: RunFence; tryNumber: number; file: ReportFile };

/**
 * The commit point. An error leaves the file where it is, because it may be committed: the next try finds out, and
 * removes it if it is not.
 */
async function commit(deps: RenderReportDeps, { run, tryNumber, file }: Commit): Promise<RenderResult> {
  const { fileStore, runLog, logger } = deps;
  const timeout = AbortSignal.timeout(COMMIT_TIMEOUT_MS);
  const committed = await runLog.commitFile(run, tryNumber, file, timeout);
  if (committed.outcome !== 'written') {
    await fileStore.remove(file);
    return committed;
  }
  // A try that lost may have published after this one began.
  await fileStore.removeOthers({ ...file, keep: file.storageId }).catch((error: unknown) => {
    logger.warn({ jobId: run.jobId, runId: run.runId, err: error }, 'files of lost tries stay');
  });
  return toResult(file);
}

function toResult({ storageId, recordCount, sizeBytes }: ReportFile): RenderResult {
  return { outcome: 'rendered', storageId, recordCount, sizeBytes };
}

function createStorageId(): string {
  const id = parseId(randomUUID());
  if (id === undefined) throw new AppError('INTERNAL');
  return id;
}
