import { AppError } from '../src/domain/errors.ts';
import type { FileClaim, FileStore, ReportFile, RunFence, RunInput } from '../src/jobs/ports.ts';
import { createProgressTeller, type ProgressDeps } from './createProgressTeller.ts';
import type { Heartbeat } from './startHeartbeat.ts';
import type { WritePart, WrittenPart } from './writePart.ts';

type Log = (fields: object, message: string) => void;

export type WriteReportDeps = ProgressDeps & {
  writePart: WritePart;
  fileStore: Pick<FileStore, 'publish' | 'remove'>;
  logger: { info: Log; warn: Log };
};

type Order = {
  run: RunFence;
  claim: FileClaim;
  input: RunInput;
  heartbeat: Heartbeat;
  mostSignals: number;
  signal: AbortSignal;
};

/** Renders one moment of the data into a published file that nobody has been told of yet; leaves nothing where it fails. */
export async function writeReport(deps: WriteReportDeps, order: Order): Promise<ReportFile> {
  const { fileStore, logger } = deps;
  const { claim, signal } = order;
  try {
    const written = await writePart(deps, order);
    signal.throwIfAborted();
    const stamp = await fileStore.publish(claim);
    if (stamp.sizeBytes !== written.sizeBytes) {
      throw new AppError('FILE_STORE_UNAVAILABLE', { details: 'The stored file has lost bytes.' });
    }
    return { ...written, stamp };
  } catch (error) {
    await fileStore.remove(claim).catch((failure: unknown) => {
      logger.warn({ jobId: claim.jobId, err: failure }, 'a file that was given up stays');
    });
    throw error;
  }
}

async function writePart(deps: WriteReportDeps, order: Order): Promise<WrittenPart> {
  const { run, claim, input, signal } = order;
  const startedAt = performance.now();
  const teller = createProgressTeller(deps, order);
  try {
    const written = await deps.writePart({ claim, input }, { signal, tell: teller.tell });
    await teller.finish(signal);
    const { job, definition } = input;
    deps.logger.info(
      {
        jobId: run.jobId,
        runId: run.runId,
        reportId: definition.id,
        studyId: job.studyId,
        format: job.format,
        rows: written.recordCount,
        bytes: written.sizeBytes,
        durationMs: Math.round(performance.now() - startedAt),
      },
      'report rendered',
    );
    return written;
  } finally {
    teller.stop();
  }
}
