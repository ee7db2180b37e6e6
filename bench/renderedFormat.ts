import { join } from 'node:path';

import type { Format } from '../src/domain/reportDefinition.ts';
import { connectClient } from '../src/temporal/connectTemporal.ts';
import { type BenchEnvironment, withEnvironment } from './benchEnvironment.ts';
import { captureStatement } from './captureStatement.ts';
import { startIdleWorker } from './idleWorker.ts';
import type { Measure, Measurement } from './measurement.ts';
import { type CreateDataset, loadMeasuringStudy, type MeasuringStudy } from './measuringStudy.ts';
import { median } from './median.ts';
import { followMemory } from './processMemory.ts';
import { checkPsql } from './psql.ts';
import { readRenderSpan } from './readRenderSpan.ts';

const ROWS = 1_000_000;
const ROUNDS = 5;
const MB = 1e6;

/** What a reference may use; `statement` is the COPY that the render sent, letter by letter. */
export type Given = { study: MeasuringStudy; statement: string; url: string; file: string };

/** A program that does the same, timed in each round after ours. */
export type Reference = {
  name: string;
  /** What the ratio of its time to ours must reach. */
  bar: number;
  time(given: Given, signal: AbortSignal): Promise<number>;
};

/** A format as it is measured. */
export type Rendered = {
  name: string;
  format: Format;
  /** Of the worker, where they are not the defaults. */
  settings?: Readonly<Record<string, string>>;
  /** Throws, saying what to install, where a reference is missing. */
  check?: () => Promise<void>;
  /** Where it is not the measuring dataset with a million rows. */
  dataset?: { create: CreateDataset; rows: number };
  references: readonly Reference[];
  /** Above the idle worker. */
  allowedMb: number;
};

/** A large file of the format through the worker, beside each of its references, and the memory that it takes. */
export function measureFormat(rendered: Rendered): Measure {
  return {
    name: rendered.name,
    byDefault: true,
    run: async (bench, signal) => {
      await checkPsql();
      await rendered.check?.();
      return withEnvironment(
        bench,
        (environment) => measure(rendered, { ...bench, ...environment }, signal),
        signal,
      );
    },
  };
}

type Bench = BenchEnvironment & { tell: (line: string) => void };

/** The study that a format is measured on. */
export function loadStudy(bench: Bench, { dataset }: Rendered): Promise<MeasuringStudy> {
  return loadMeasuringStudy(bench, dataset?.rows ?? ROWS, dataset?.create);
}

async function measure(rendered: Rendered, bench: Bench, signal: AbortSignal): Promise<Measurement[]> {
  const { name, format, references, allowedMb } = rendered;
  const study = await loadStudy(bench, rendered);
  const trivial = await loadMeasuringStudy(bench, 10);
  await bench.startApi();
  Object.assign(bench.env, rendered.settings);
  const { worker, idleBytes } = await startIdleWorker(bench, trivial);
  const memory = followMemory(worker.pid);
  try {
    const order = { ...study, format };
    const statement = await captureStatement(bench, () => bench.jobs.complete(order));
    const given = { study, statement, url: bench.urls.clinicalUrl, file: join(bench.folder, 'reference') };
    const rounds = await runRounds(bench, { order, given, references }, signal);
    const aboveIdleMb = (memory.stop() - idleBytes) / MB;
    return [
      ...references.map((reference, index) => toSpeed(name, { reference, index, rounds, rows: study.rows })),
      {
        name: `${name}, memory`,
        unit: 'MB above the idle worker',
        ours: aboveIdleMb,
        reference: allowedMb,
        referenceName: 'allowed',
        ratio: aboveIdleMb / allowedMb,
        bar: 1,
        holds: aboveIdleMb <= allowedMb,
      },
    ];
  } finally {
    memory.stop();
  }
}

type Round = { oursMs: number; referencesMs: readonly number[] };
type Rounds = {
  order: MeasuringStudy & { format: Format };
  given: Given;
  references: readonly Reference[];
};

async function runRounds(
  { jobs, temporalAddress, tell }: Bench,
  { order, given, references }: Rounds,
  signal: AbortSignal,
): Promise<Round[]> {
  const { client, connection } = await connectClient(
    { address: temporalAddress, namespace: 'default', apiKey: undefined, tls: undefined },
    'bench',
  );
  const rounds: Round[] = [];
  try {
    for (let round = 1; round <= ROUNDS; round++) {
      const { startMs, endMs } = await readRenderSpan(client, await jobs.complete(order));
      const oursMs = endMs - startMs;
      const referencesMs: number[] = [];
      for (const reference of references) referencesMs.push(await reference.time(given, signal));
      const times = [oursMs, ...referencesMs].map((ms) => `${(ms / 1000).toFixed(2)} s`);
      tell(`round ${round}: ${times.join(', ')}`);
      rounds.push({ oursMs, referencesMs });
    }
    return rounds;
  } finally {
    await connection.close();
  }
}

type Speed = { reference: Reference; index: number; rounds: readonly Round[]; rows: number };

function toSpeed(name: string, { reference, index, rounds, rows }: Speed): Measurement {
  const timeOf = (round: Round) => round.referencesMs[index] ?? Number.NaN;
  const toRate = (ms: number) => (rows / ms) * 1000;
  const ratio = median(rounds.map((round) => timeOf(round) / round.oursMs));
  return {
    name: `${name}, speed`,
    unit: 'rows/s',
    ours: toRate(median(rounds.map((round) => round.oursMs))),
    reference: toRate(median(rounds.map(timeOf))),
    referenceName: reference.name,
    ratio,
    bar: reference.bar,
    holds: ratio >= reference.bar,
  };
}
