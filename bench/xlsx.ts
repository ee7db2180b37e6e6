import { join } from 'node:path';

import type { Column } from '../src/domain/dataset.ts';
import { createMeasuringDataset } from '../src/embedded/demoStudy/createMeasuringDataset.ts';
import { connectClient } from '../src/temporal/connectTemporal.ts';
import { type BenchEnvironment, withEnvironment } from './benchEnvironment.ts';
import { captureStatement } from './captureStatement.ts';
import { startIdleWorker } from './idleWorker.ts';
import type { JobOrder } from './jobClient.ts';
import { buildLibxlsxwriter, exportRows, timeLibxlsxwriter } from './libxlsxwriter.ts';
import type { Measure, Measurement } from './measurement.ts';
import { loadMeasuringStudy } from './measuringStudy.ts';
import { median } from './median.ts';
import { followMemory } from './processMemory.ts';
import { readRenderTime } from './readRenderTime.ts';

const ROWS = 1_000_000;
const ROUNDS = 3;
const ALLOWED_MB = 140;
const BAR = 0.85;
const MB = 1e6;

/** A large workbook through the worker, beside libxlsxwriter in C, which has the same rows in memory. */
export const xlsx: Measure = {
  name: 'xlsx',
  byDefault: true,
  run: (bench, signal) =>
    withEnvironment(bench, (environment) => measure({ ...bench, ...environment }, signal), signal),
};

type Bench = BenchEnvironment & { tell: (line: string) => void };

async function measure(bench: Bench, signal: AbortSignal): Promise<Measurement[]> {
  const program = await buildLibxlsxwriter(bench.folder);
  const { columns } = createMeasuringDataset({ name: 'ME', rows: 0 });
  const study = await loadMeasuringStudy(bench, ROWS);
  const trivial = await loadMeasuringStudy(bench, 10);
  await bench.startApi();
  const { worker, idleBytes } = await startIdleWorker(bench, trivial);
  const memory = followMemory(worker.pid);
  try {
    const order: JobOrder = { studyId: study.studyId, format: 'XLSX' };
    const statement = await captureStatement(bench, () => bench.jobs.complete(order));
    const rows = join(bench.folder, 'rows.tsv');
    await exportRows(bench.urls.clinicalUrl, statement, rows);
    const rounds = await runRounds(bench, { order, reference: { program, rows, columns } }, signal);
    const aboveIdleMb = (memory.stop() - idleBytes) / MB;
    return [
      toSpeed(rounds),
      {
        name: 'xlsx, memory',
        unit: 'MB above the idle worker',
        ours: aboveIdleMb,
        reference: ALLOWED_MB,
        referenceName: 'allowed',
        ratio: aboveIdleMb / ALLOWED_MB,
        bar: 1,
        holds: aboveIdleMb <= ALLOWED_MB,
      },
    ];
  } finally {
    memory.stop();
  }
}

type Round = { oursMs: number; referenceMs: number };
type Plan = { order: JobOrder; reference: { program: string; rows: string; columns: readonly Column[] } };

async function runRounds(bench: Bench, { order, reference }: Plan, signal: AbortSignal): Promise<Round[]> {
  const { client, connection } = await connectClient(
    { address: bench.temporalAddress, namespace: 'default', apiKey: undefined, tls: undefined },
    'bench',
  );
  const rounds: Round[] = [];
  try {
    for (let round = 1; round <= ROUNDS; round++) {
      const oursMs = await readRenderTime(client, await bench.jobs.complete(order));
      const referenceMs = await timeLibxlsxwriter(reference, signal);
      bench.tell(
        `round ${round}: ${(oursMs / 1000).toFixed(2)} s, libxlsxwriter ${(referenceMs / 1000).toFixed(2)} s`,
      );
      rounds.push({ oursMs, referenceMs });
    }
    return rounds;
  } finally {
    await connection.close();
  }
}

function toSpeed(rounds: readonly Round[]): Measurement {
  const ratio = median(rounds.map(({ oursMs, referenceMs }) => referenceMs / oursMs));
  return {
    name: 'xlsx, speed',
    unit: 'rows/s',
    ours: (ROWS / median(rounds.map(({ oursMs }) => oursMs))) * 1000,
    reference: (ROWS / median(rounds.map(({ referenceMs }) => referenceMs))) * 1000,
    referenceName: 'libxlsxwriter, from memory',
    ratio,
    bar: BAR,
    holds: ratio >= BAR,
  };
}
