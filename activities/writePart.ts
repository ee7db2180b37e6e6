import { readFormatList } from '../src/domain/formatList.ts';
import type { Format } from '../src/domain/reportDefinition.ts';
import { AppError } from '../src/domain/errors.ts';
import type {
  FileClaim,
  FileStore,
  Manifest,
  ReportFile,
  RowSnapshot,
  RowSource,
  RunInput,
} from '../src/jobs/ports.ts';
import type { FormatOptions, Lossy } from '../src/render/fileRenderer.ts';
import { type Output, renderOutput } from '../src/render/renderOutput.ts';
import type { RowSet } from '../src/render/rowSet.ts';
import { toDownloadName } from '../src/render/toDownloadName.ts';
import { followProgress } from './followProgress.ts';
import { toHeading } from './toHeading.ts';
import { toManifest } from './toManifest.ts';

export type PartOrder = { claim: FileClaim; input: RunInput };

/** Rows written so far, and how many there will be; where there are several formats, each row counts once for each. */
export type PartProgress = { rows: number; totalRows: number };

export type WrittenPart = Omit<ReportFile, 'stamp'>;

/**
 * Renders one moment of the data into the part file of a claim. Throws CLINICAL_*, FORMAT_CANNOT_HOLD, ROW_*_MISMATCH,
 * DISK_FULL or FILE_STORE_UNAVAILABLE, and the signal's reason; a part that failed is gone. It may run in a thread of its
 * own: whatever passes in and out can be cloned.
 */
export type WritePart = (
  order: PartOrder,
  watch: { signal: AbortSignal; tell: (progress: PartProgress) => void },
) => Promise<WrittenPart>;

type Warn = (fields: object, message: string) => void;

type Deps = {
  rowSource: Pick<RowSource, 'open'>;
  fileStore: Pick<FileStore, 'writePart'>;
  formats: FormatOptions;
  serviceVersion: string;
  progressIntervalMs: number;
  logger: { warn: Warn };
};

export function createWritePart(deps: Deps): WritePart {
  return async function writePart(order, { signal, tell }) {
    const { claim } = order;
    const { job, definition, plan } = order.input;
    if (plan === null) throw new AppError('INTERNAL', { details: 'The job has no query plan.' });
    const formats = readFormatList(job.format);
    const scope = { tenantId: job.tenantId, studyId: job.studyId, mode: job.studyMode };
    const query = { definition, scope, studyName: job.studyName, filters: plan.filters };
    const snapshot = await deps.rowSource.open(query, signal);
    try {
      // An order that was taken while the clinical database was away does not know what its study is called.
      const studyName = job.studyName ?? snapshot.studyName ?? null;
      const input = { ...order.input, job: { ...job, studyName } };
      const origin = { input, plan, snapshot, serviceVersion: deps.serviceVersion };
      const output = renderOutput({
        formats,
        options: { ...deps.formats, lossy: toLossy(definition) },
        report: { heading: toHeading(origin), datasets: toDatasets(snapshot, formats) },
        name: toDownloadName({ title: studyName, reportName: definition.name, at: snapshot.takenAt }),
        describe: (rendered) => toManifest(origin, rendered),
      });
      await writeContent(deps, { claim, snapshot, output, passes: formats.length, signal, tell });
      const { storageId, jobId, runAttempt } = claim;
      const { fileName, mediaType } = output;
      const sums = output.summarize();
      return { storageId, jobId, runAttempt, fileName, mediaType, ...sums, snapshotAt: snapshot.takenAt };
    } finally {
      await close(deps, snapshot);
    }
  };
}

function toLossy({ allow = [] }: RunInput['definition']): Lossy {
  return { rename: allow.includes('rename'), cut: allow.includes('cut') };
}

/**
 * Where several files are to hold the same rows, each is written from the cells that were read for it, so that one digest
 * proves it; what the database encodes for one format alone has none.
 */
function toDatasets({ datasets }: RowSnapshot, { length }: readonly Format[]): readonly RowSet[] {
  return length === 1
    ? datasets
    : datasets.map(({ encodedCsv: _, encodedBinary: __, ...dataset }) => dataset);
}

type Content = {
  claim: FileClaim;
  snapshot: RowSnapshot;
  output: Output<Manifest>;
  /** How often each row is read. */
  passes: number;
  signal: AbortSignal;
  tell: (progress: PartProgress) => void;
};

async function writeContent(deps: Deps, content: Content): Promise<void> {
  const { claim, snapshot, output, passes, signal, tell } = content;
  const totalRows = passes * snapshot.datasets.reduce((sum, dataset) => sum + dataset.rowCount, 0);
  const progress = followProgress({
    intervalMs: deps.progressIntervalMs,
    countRows: () => snapshot.countSent(),
    tell: (rows) => {
      tell({ rows, totalRows });
    },
  });
  try {
    await deps.fileStore.writePart(claim, output.content, signal);
  } finally {
    progress.stop();
  }
  tell({ rows: totalRows, totalRows });
}

/** What was read is checked by then: a connection that does not close well must not undo it, or hide why a render failed. */
async function close({ logger }: Deps, snapshot: RowSnapshot): Promise<void> {
  await snapshot.close().catch((error: unknown) => {
    logger.warn({ err: error }, 'a snapshot did not close');
  });
}
