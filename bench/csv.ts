import { join } from 'node:path';

import { connectClient } from '../src/temporal/connectTemporal.ts';
import { type BenchEnvironment, withEnvironment } from './benchEnvironment.ts';
import { captureStatement } from './captureStatement.ts';
import { startIdleWorker } from './idleWorker.ts';
import type { Measure, Measurement } from './measurement.ts';
import { loadMeasuringStudy, type MeasuringStudy } from './measuringStudy.ts';
import { median } from './median.ts';
import { followMemory } from './processMemory.ts';
import { checkPsql, timePsql } from './psql.ts';
import { readRenderTime } from './readRenderTime.ts';

const ROWS = 1_000_000;
const ROUNDS = 5;
const ALLOWED_MB = 60;
const MB = 1e6;

/** A large CSV through the worker, beside psql with the same statement and beside a COPY that neither orders nor formats. */
export const csv: Measure = {
  name: 'csv',
  byDefault: true,
  run: async (bench, signal) => {
    await checkPsql();
    return withEnvironment(bench, (environment) => measure({ ...bench, ...environment }, signal), signal);
  },
};

type Bench = BenchEnvironment & { tell: (line: string) => void };

async function measure(bench: Bench, signal: AbortSignal): Promise<Measurement[]> {
  const study = await loadMeasuringStudy(bench, ROWS);
  const trivial = await loadMeasuringStudy(bench, 10);
  await bench.startApi();
  const { worker, idleBytes } = await startIdleWorker(bench, trivial);
  const memory = followMemory(worker.pid);
  try {
    const statement = await captureStatement(bench, () => bench.jobs.complete(study));
    const rounds = await runRounds(bench, { study, statement }, signal);
    const aboveIdleMb = (memory.stop() - idleBytes) / MB;
    return [
      toSpeed('csv, speed', rounds, { name: 'psql, the same statement', time: 'psqlMs', bar: 0.85 }),
      toSpeed('csv, speed', rounds, { name: 'psql, bare COPY', time: 'bareMs', bar: 0.6 }),
      {
        name: 'csv, memory',
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

type Round = { oursMs: number; psqlMs: number; bareMs: number };

async function runRounds(
  { jobs, urls, folder, temporalAddress, tell }: Bench,
  { study, statement }: { study: MeasuringStudy; statement: string },
  signal: AbortSignal,
): Promise<Round[]> {
  const { client, connection } = await connectClient(
    { address: temporalAddress, namespace: 'default', apiKey: undefined, tls: undefined },
    'bench',
  );
  const psql = (text: string) =>
    timePsql({ url: urls.clinicalUrl, statement: text, file: join(folder, 'psql.csv') }, signal);
  const rounds: Round[] = [];
  try {
    for (let round = 1; round <= ROUNDS; round++) {
      const oursMs = await readRenderTime(client, await jobs.complete(study));
      const times = { oursMs, psqlMs: await psql(statement), bareMs: await psql(study.plainCopy) };
      tell(
        `round ${round}: ${Object.values(times)
          .map((ms) => `${(ms / 1000).toFixed(2)} s`)
          .join(', ')}`,
      );
      rounds.push(times);
    }
    return rounds;
  } finally {
    await connection.close();
  }
}

function toSpeed(
  name: string,
  rounds: readonly Round[],
  reference: { name: string; time: 'psqlMs' | 'bareMs'; bar: number },
): Measurement {
  const ratio = median(rounds.map((round) => round[reference.time] / round.oursMs));
  return {
    name,
    unit: 'rows/s',
    ours: (ROWS / median(rounds.map((round) => round.oursMs))) * 1000,
    reference: (ROWS / median(rounds.map((round) => round[reference.time]))) * 1000,
    referenceName: reference.name,
    ratio,
    bar: reference.bar,
    holds: ratio >= reference.bar,
  };
}
