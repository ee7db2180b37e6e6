import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';

import {
  createRenderReport,
  type RenderReportDeps,
  type RenderResult,
} from '../../activities/renderReport.ts';
import type { RunReference } from '../../activities/runFence.ts';
import { createWritePart } from '../../activities/writePart.ts';
import type { ReportDefinition } from '../../src/domain/reportDefinition.ts';
import type { FileStore, ReportFile, RowSnapshot, RunInput, SnapshotDataset } from '../../src/jobs/ports.ts';
import { createDiskFileStore, type OpenFile } from '../../src/storage/diskFileStore.ts';
import { RENDER_OPTIONS } from '../support/renderOptions.ts';

export const REF = {
  tenantId: 'acme',
  jobId: 'A'.repeat(32),
  runAttempt: 2,
  firstExecutionRunId: 'first',
  changeNumber: 1,
};

const DEFINITION: ReportDefinition = {
  id: 'D'.repeat(32),
  name: 'Subject Data Extract',
  level: 'study',
  description: '',
  formats: ['CSV'],
  fields: [],
  rows: { kind: 'datasets', contextColumns: true },
};

export const INPUT: RunInput = {
  job: {
    id: REF.jobId,
    tenantId: REF.tenantId,
    state: 'RUNNING',
    runAttempt: REF.runAttempt,
    runId: 'run',
    firstRunId: 'first',
    hold: false,
    studyId: 'B'.repeat(32),
    studyName: 'PILOT',
    studyMode: 'test',
    reportId: DEFINITION.id,
    reportName: DEFINITION.name,
    format: 'CSV',
    fieldSpecs: [{ fieldName: 'SITEID', fieldType: 'list', fieldValueList: ['701'] }],
    extFieldSpecs: [],
    searchSpec: null,
    sortSpec: null,
    comment: null,
    reason: null,
    operationType: 'UPDATE',
    objectVersionNumber: 3,
    fileStorageId: null,
    recordCount: null,
    userId: 'u1',
    requestId: 'r1',
    kickedOffAt: new Date('2026-01-02T03:04:05.000Z'),
    startedAt: null,
    endedAt: null,
    nextRetryAt: null,
    progress: null,
  },
  definition: DEFINITION,
  definitionSha256: 'e'.repeat(64),
  plan: { filters: [], header: [{ label: 'Site', text: '701 (Oslo)' }], estimatedRows: 2 },
};

export function datasetOf(name: string, rows: readonly string[], open?: () => Readable): SnapshotDataset {
  return {
    name,
    label: '',
    columns: [{ name: 'C1', label: 'Column 1', type: 'string' }],
    rowCount: rows.length,
    encodedCsv: () => ({
      stream:
        open?.() ??
        Readable.from(
          rows.map((row) => Buffer.from(`${row}\n`)),
          { objectMode: false },
        ),
      countRows: () => rows.length,
    }),
    digest: () => null,
    measureText: () => Promise.resolve([Math.max(0, ...rows.map((row) => Buffer.byteLength(row)))]),
    async *rows() {
      yield rows.map((row) => [row]);
      await Promise.resolve();
    },
  };
}

/** A row of the ExecutionLog that lets the try commit that began last, and once. */
function createRow() {
  const row = { tryNumber: 0, committed: null as ReportFile | null };
  const runLog: RenderReportDeps['runLog'] = {
    beginRender(_run, tryNumber) {
      row.tryNumber = tryNumber;
      return Promise.resolve({ outcome: 'written', stateChanged: false, committed: row.committed });
    },
    loadPlan: () => Promise.resolve({ outcome: 'written', ...INPUT }),
    commitFile(_run, tryNumber, file) {
      if (tryNumber !== row.tryNumber || row.committed !== null)
        return Promise.resolve({ outcome: 'superseded' });
      row.committed = file;
      return Promise.resolve({ outcome: 'written' });
    },
    noteProgress: () => Promise.resolve(),
  };
  return { row, runLog };
}

export type Overrides = {
  datasets?: readonly SnapshotDataset[];
  runLog?: Partial<RenderReportDeps['runLog']>;
  fileStore?: (disk: FileStore) => Partial<FileStore>;
  openFile?: OpenFile;
  snapshot?: Partial<RowSnapshot>;
  deps?: Partial<RenderReportDeps>;
  partDeps?: Partial<Parameters<typeof createWritePart>[0]>;
};

export type Harness = {
  row: { committed: ReportFile | null };
  closed: string[];
  fileStore: FileStore;
  /** `heartbeatDetails`: what the try before left in its last heartbeat. */
  startTry: (
    attempt?: number,
    heartbeatDetails?: unknown,
  ) => {
    environment: MockActivityEnvironment;
    beats: unknown[];
    result: Promise<RenderResult>;
  };
  /** Names of all files, parts included. */
  listFiles: () => Promise<string[]>;
  dispose: () => Promise<void>;
};

/** A render on a real disk with a source and a row in memory; each try has a worker's environment of its own. */
export async function createHarness(overrides: Overrides = {}): Promise<Harness> {
  const folder = await mkdtemp(join(tmpdir(), 'render-'));
  const { row, runLog } = createRow();
  const closed: string[] = [];
  const snapshot: RowSnapshot = {
    takenAt: new Date('2026-02-03T04:05:06.789Z'),
    datasets: overrides.datasets ?? [datasetOf('AE', ['a', 'b'])],
    imports: [],
    countSent: () => Promise.resolve(0),
    close() {
      closed.push('snapshot');
      return Promise.resolve();
    },
    ...overrides.snapshot,
  };
  const disk = createDiskFileStore(folder, overrides.openFile);
  const fileStore = { ...disk, ...overrides.fileStore?.(disk) };
  const logger = { info: () => undefined, warn: () => undefined };
  const renderReport = createRenderReport({
    writePart: createWritePart({
      rowSource: { open: () => Promise.resolve(snapshot) },
      formats: RENDER_OPTIONS,
      serviceVersion: '1.2.3',
      progressIntervalMs: 1,
      logger,
      fileStore,
      ...overrides.partDeps,
    }),
    logger,
    ...overrides.deps,
    runLog: { ...runLog, ...overrides.runLog },
    fileStore,
  });
  return {
    row,
    closed,
    fileStore,
    startTry(attempt = 1, heartbeatDetails?: unknown) {
      const environment = new MockActivityEnvironment(
        { attempt, currentAttemptScheduledTimestampMs: attempt * 1000, heartbeatDetails },
        { logger: new DefaultLogger('ERROR') },
      );
      const beats: unknown[] = [];
      environment.on('heartbeat', (details) => beats.push(details));
      const result = environment.run<[RunReference, number], RenderResult, typeof renderReport>(
        renderReport,
        REF,
        50,
      );
      return { environment, beats, result };
    },
    async listFiles(): Promise<string[]> {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    },
    dispose: () => rm(folder, { recursive: true }),
  };
}

export function committedFile({ committed }: { committed: ReportFile | null }): ReportFile {
  assert.ok(committed !== null, 'no file was committed');
  return committed;
}

export function createGate(): { open: () => void; passed: Promise<void> } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}
