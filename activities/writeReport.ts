import { AppError } from '../src/domain/errors.ts';
import type {
  FileClaim,
  FileStore,
  Manifest,
  ReportFile,
  RowSnapshot,
  RowSource,
  RunFence,
  RunInput,
} from '../src/jobs/ports.ts';
import { readFormatList } from '../src/domain/formatList.ts';
import type { Format } from '../src/domain/reportDefinition.ts';
import type { RowSet } from '../src/render/rowSet.ts';
import type { FormatOptions, Lossy } from '../src/render/fileRenderer.ts';
import { type Output, renderOutput } from '../src/render/renderOutput.ts';
import { toDownloadName } from '../src/render/toDownloadName.ts';
import { createProgressTeller, type ProgressDeps } from './createProgressTeller.ts';
import { followProgress } from './followProgress.ts';
import type { Heartbeat } from './startHeartbeat.ts';
import { toHeading } from './toHeading.ts';
import { toManifest } from './toManifest.ts';

type Log = (fields: object, message: string) => void;

export type WriteReportDeps = ProgressDeps & {
  rowSource: Pick<RowSource, 'open'>;
  fileStore: Pick<FileStore, 'writePart' | 'publish' | 'remove'>;
  formats: FormatOptions;
  serviceVersion: string;
  progressIntervalMs: number;
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

type Written = Omit<ReportFile, 'stamp'>;

async function writePart(deps: WriteReportDeps, order: Order): Promise<Written> {
  const { run, claim, input, signal } = order;
  const { job, definition, plan } = input;
  if (plan === null) throw new AppError('INTERNAL', { details: 'The job has no query plan.' });
  const formats = readFormatList(job.format);
  const startedAt = performance.now();
  const scope = { tenantId: job.tenantId, studyId: job.studyId, mode: job.studyMode };
  const query = { definition, scope, studyName: job.studyName, filters: plan.filters };
  const snapshot = await deps.rowSource.open(query, signal);
  try {
    const origin = { input, plan, snapshot, serviceVersion: deps.serviceVersion };
    const output = renderOutput({
      formats,
      options: { ...deps.formats, lossy: toLossy(definition) },
      report: { heading: toHeading(origin), datasets: toDatasets(snapshot, formats) },
      name: toDownloadName({ title: job.studyName, reportName: definition.name, at: snapshot.takenAt }),
      describe: (rendered) => toManifest(origin, rendered),
    });
    await writeContent(deps, { ...order, snapshot, output, passes: formats.length });
    const { manifest, ...sums } = output.summarize();
    deps.logger.info(
      {
        jobId: run.jobId,
        runId: run.runId,
        reportId: definition.id,
        studyId: job.studyId,
        format: job.format,
        rows: sums.recordCount,
        bytes: sums.sizeBytes,
        durationMs: Math.round(performance.now() - startedAt),
      },
      'report rendered',
    );
    const { storageId, jobId, runAttempt } = claim;
    const { fileName, mediaType } = output;
    return {
      storageId,
      jobId,
      runAttempt,
      fileName,
      mediaType,
      ...sums,
      snapshotAt: snapshot.takenAt,
      manifest,
    };
  } finally {
    await close(deps, snapshot);
  }
}

function toLossy({ allow = [] }: RunInput['definition']): Lossy {
  return { rename: allow.includes('rename'), cut: allow.includes('cut') };
}

/**
 * Where several files are to hold the same rows, each is written from the cells that were read for it, so that one digest
 * proves it; what the database encodes for one format alone has none.
 */
function toDatasets({ datasets }: RowSnapshot, { length }: readonly Format[]): readonly RowSet[] {
  return length === 1 ? datasets : datasets.map(({ encodedCsv: _, ...dataset }) => dataset);
}

type Content = Order & {
  snapshot: RowSnapshot;
  output: Output<Manifest>;
  /** How often each row is read. */
  passes: number;
};

async function writeContent(deps: WriteReportDeps, content: Content): Promise<void> {
  const { claim, snapshot, output, passes, signal } = content;
  const totalRows = passes * snapshot.datasets.reduce((sum, dataset) => sum + dataset.rowCount, 0);
  const tell = createProgressTeller(deps, { ...content, totalRows });
  const progress = followProgress({
    intervalMs: deps.progressIntervalMs,
    countRows: () => snapshot.countSent(),
    tell,
  });
  try {
    await deps.fileStore.writePart(claim, output.content, signal);
  } finally {
    progress.stop();
  }
  await tell(totalRows, signal);
}

/** What was read is checked by then: a connection that does not close well must not undo it, or hide why a render failed. */
async function close({ logger }: WriteReportDeps, snapshot: RowSnapshot): Promise<void> {
  await snapshot.close().catch((error: unknown) => {
    logger.warn({ err: error }, 'a snapshot did not close');
  });
}
