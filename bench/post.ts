import { setTimeout as sleep } from 'node:timers/promises';

import { Client, Connection } from '@temporalio/client';

import { TASK_QUEUE, WORKFLOW_TYPE } from '../workflows/contract.ts';
import { withEnvironment } from './benchEnvironment.ts';
import { createJobId } from './jobClient.ts';
import type { Measure, Measurement } from './measurement.ts';
import { loadMeasuringStudy } from './measuringStudy.ts';
import { median } from './median.ts';

/** As many as it takes until both run as they do in a service that has been up for a while. */
const WARM_UP_CALLS = 400;
const ROUNDS = 5;
const CALLS_ALONE = 60;
const CALLS_TOGETHER = 320;
const CALLERS = 32;
/** Kickstarts do not come out of a loop: neither way finds the server still at work on the call before. */
const PAUSE_MS = 20;

/** POST to 202 beside a bare start of a workflow, with nobody polling: one caller, the two ways in turn, then 32 at once. */
export const post: Measure = {
  name: 'post',
  byDefault: true,
  run: (bench, signal) =>
    withEnvironment(
      bench,
      async (environment) => {
        const study = await loadMeasuringStudy({ ...bench, ...environment }, 10);
        await environment.startApi();
        // As the SDK's own examples connect: the reference owes nothing to our settings.
        const connection = await Connection.connect({ address: environment.temporalAddress });
        const client = new Client({ connection });
        try {
          const ways = { ours: () => environment.jobs.kickstart(study), bare: () => startBare(client) };
          await times(WARM_UP_CALLS, ways.ours);
          await times(WARM_UP_CALLS, ways.bare);
          return [await compareAlone(ways, bench), await compareTogether(ways, bench)];
        } finally {
          await connection.close();
        }
      },
      signal,
    ),
};

type Ways = Record<'ours' | 'bare', () => Promise<unknown>>;
type Bench = { tell: (line: string) => void };

function startBare(client: Client): Promise<unknown> {
  const workflowId = createJobId();
  const args = [{ tenantId: 'bench', jobId: workflowId, runAttempt: 1 }];
  return client.workflow.start(WORKFLOW_TYPE, { workflowId, taskQueue: TASK_QUEUE, args });
}

async function compareAlone(ways: Ways, { tell }: Bench): Promise<Measurement> {
  const rounds: { ours: number; bare: number }[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const durations: Record<keyof Ways, number[]> = { ours: [], bare: [] };
    for (let done = 0; done < CALLS_ALONE; done++) {
      for (const way of ['ours', 'bare'] as const) {
        await sleep(PAUSE_MS);
        durations[way].push(...(await times(1, ways[way])));
      }
    }
    const medians = { ours: median(durations.ours), bare: median(durations.bare) };
    tell(`round ${round}: ${medians.ours.toFixed(1)} ms, ${medians.bare.toFixed(1)} ms`);
    rounds.push(medians);
  }
  const ratio = median(rounds.map((round) => round.ours / round.bare));
  return {
    name: 'post, one caller',
    unit: 'ms',
    ours: median(rounds.map((round) => round.ours)),
    reference: median(rounds.map((round) => round.bare)),
    referenceName: 'client.workflow.start',
    ratio,
    bar: 2,
    holds: ratio <= 2,
  };
}

async function compareTogether(ways: Ways, { tell }: Bench): Promise<Measurement> {
  const rounds: { ours: number; bare: number }[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const rates = { ours: await rateOf(ways.ours), bare: await rateOf(ways.bare) };
    tell(`round ${round}: ${rates.ours.toFixed(0)}/s, ${rates.bare.toFixed(0)}/s`);
    rounds.push(rates);
  }
  const ratio = median(rounds.map((round) => round.ours / round.bare));
  return {
    name: `post, ${CALLERS} callers`,
    unit: 'starts/s',
    ours: median(rounds.map((round) => round.ours)),
    reference: median(rounds.map((round) => round.bare)),
    referenceName: 'client.workflow.start',
    ratio,
    bar: 0.65,
    holds: ratio >= 0.65,
  };
}

/** Milliseconds of each of `count` calls, one after the other. */
async function times(count: number, call: () => Promise<unknown>): Promise<number[]> {
  const durations: number[] = [];
  for (let done = 0; done < count; done++) {
    const startedAt = performance.now();
    await call();
    durations.push(performance.now() - startedAt);
  }
  return durations;
}

async function rateOf(call: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: CALLERS }, () => times(CALLS_TOGETHER / CALLERS, call)));
  return (CALLS_TOGETHER / (performance.now() - startedAt)) * 1000;
}
