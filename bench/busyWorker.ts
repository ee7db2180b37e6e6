import { setTimeout as sleep } from 'node:timers/promises';

import type { Client } from '@temporalio/client';
import pg from 'pg';

import { connectClient } from '../src/temporal/connectTemporal.ts';
import { type BenchEnvironment, withEnvironment } from './benchEnvironment.ts';
import { captureStatement } from './captureStatement.ts';
import { followHeartbeats } from './followHeartbeats.ts';
import { startIdleWorker } from './idleWorker.ts';
import type { Measure, Measurement } from './measurement.ts';
import { loadMeasuringStudy } from './measuringStudy.ts';
import { median } from './median.ts';
import { checkPsql } from './psql.ts';
import { readRenderSpan } from './readRenderSpan.ts';
import { loadStudy, type Rendered } from './renderedFormat.ts';

const ROUNDS = 3;
const ALLOWED_GAP_S = 2;
const ALLOWED_CANCEL_S = 10;
/** Of the speed-up that two of the reference programs reach. */
const LEAST_SPEED_UP = 0.85;
const POLL_MS = 25;

/** What a render at full speed leaves of the worker: its heartbeats, a cancel, and a second render at the same time. */
export const measureBusy = (rendered: Rendered): Measure => ({
  name: `busy-${rendered.name}`,
  byDefault: false,
  run: async (bench, signal) => {
    await checkPsql();
    await rendered.check?.();
    return withEnvironment(
      bench,
      async (environment) => {
        const all = { ...bench, ...environment };
        const trivial = await loadMeasuringStudy(all, 10);
        await environment.startApi();
        await startIdleWorker(environment, trivial);
        const { client, connection } = await connectClient(
          { address: environment.temporalAddress, namespace: 'default', apiKey: undefined, tls: undefined },
          'bench',
        );
        try {
          return await measure(rendered, { ...all, client }, signal);
        } finally {
          await connection.close();
        }
      },
      signal,
    );
  },
});

type Bench = BenchEnvironment & { tell: (line: string) => void; client: Client };

async function measure(rendered: Rendered, bench: Bench, signal: AbortSignal): Promise<Measurement[]> {
  const { name, format, references } = rendered;
  const [reference] = references;
  if (reference === undefined) return [];
  const { jobs, client, tell, urls, folder } = bench;
  const study = await loadStudy(bench, rendered);
  const order = { ...study, format };
  const statement = await captureStatement(bench, () => jobs.complete(order));
  const timeReference = (file: string) =>
    reference.time({ study, statement, url: urls.clinicalUrl, file: `${folder}/${name}-${file}` }, signal);
  const gaps: number[] = [];
  const pairs: Pair[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const jobId = await jobs.kickstart(order);
    const gap = followHeartbeats(client, jobId);
    await jobs.await(jobId, order);
    gaps.push(await gap);
    const alone = await timeOf(client, [jobId]);
    const aloneReference = await timeReference('one');
    const both = await Promise.all([jobs.complete(order), jobs.complete(order)]);
    const together = await timeOf(client, both);
    const togetherReference = Math.max(...(await Promise.all([timeReference('one'), timeReference('two')])));
    pairs.push({
      ours: { alone, together },
      reference: { alone: aloneReference, together: togetherReference },
    });
    tell(
      `${name}, round ${round}: ${(alone / 1000).toFixed(2)} s alone, two in ${(together / 1000).toFixed(2)} s; ` +
        `reference ${(aloneReference / 1000).toFixed(2)} s, two in ${(togetherReference / 1000).toFixed(2)} s`,
    );
  }
  const cancelS: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) cancelS.push(await timeCancel(bench, order, signal));
  const speedUp = compare(pairs, ({ alone, together }) => (2 * alone) / together);
  return [
    toLimit(`${name}, heartbeats apart`, Math.max(...gaps), ALLOWED_GAP_S),
    toLimit(`${name}, cancel until all has ended`, Math.max(...cancelS), ALLOWED_CANCEL_S),
    {
      ...speedUp,
      ...{ name: `${name}, two at once`, unit: 'times the speed of one', referenceName: reference.name },
      ...{ bar: LEAST_SPEED_UP, holds: speedUp.ratio >= LEAST_SPEED_UP },
    },
    {
      ...compare(pairs, ({ together }) => (2 * study.rows * 1000) / together),
      ...{ name: `${name}, two at once`, unit: 'rows/s of both', referenceName: reference.name },
      ...{ bar: null, holds: true },
    },
  ];
}

/** Milliseconds of one render, and of two at the same time. */
type Times = { alone: number; together: number };
type Pair = { ours: Times; reference: Times };

function compare(pairs: readonly Pair[], measureOf: (times: Times) => number) {
  return {
    ours: median(pairs.map(({ ours }) => measureOf(ours))),
    reference: median(pairs.map((pair) => measureOf(pair.reference))),
    ratio: median(pairs.map((pair) => measureOf(pair.ours) / measureOf(pair.reference))),
  };
}

async function timeOf(client: Client, jobIds: readonly string[]): Promise<number> {
  const spans = await Promise.all(jobIds.map((jobId) => readRenderSpan(client, jobId)));
  return Math.max(...spans.map(({ endMs }) => endMs)) - Math.min(...spans.map(({ startMs }) => startMs));
}

/** Seconds from a cancel of a render at full speed until the job is CANCELLED and no backend reads for it. */
async function timeCancel(
  { jobs, client, urls }: Bench,
  order: Parameters<Bench['jobs']['kickstart']>[0],
  signal: AbortSignal,
): Promise<number> {
  const admin = new pg.Client({ connectionString: urls.adminUrl });
  await admin.connect();
  const countBackends = async () => {
    const { rows } = await admin.query<{ n: number }>(
      "select count(*)::int as n from pg_stat_activity where application_name = 'report-render' and state = 'active'",
    );
    return rows[0]?.n ?? 0;
  };
  try {
    const jobId = await jobs.kickstart(order);
    while ((await countBackends()) === 0) await sleep(POLL_MS, undefined, { signal });
    const startedAt = performance.now();
    await client.workflow.getHandle(jobId).signal('cancel', { by: 'bench', reason: 'measured' });
    await jobs.await(jobId, order, 'CANCELLED');
    while ((await countBackends()) > 0) await sleep(POLL_MS, undefined, { signal });
    return (performance.now() - startedAt) / 1000;
  } finally {
    await admin.end();
  }
}

function toLimit(name: string, seconds: number, allowed: number): Measurement {
  const ratio = seconds / allowed;
  const unit = 's, the longest';
  return {
    name,
    unit,
    ours: seconds,
    reference: allowed,
    referenceName: 'allowed',
    ratio,
    bar: 1,
    holds: ratio <= 1,
  };
}
