import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { findFreePorts } from '../src/embedded/findFreePorts.ts';
import { servicePart } from '../src/embedded/servicePart.ts';
import { waitUntil } from '../src/embedded/waitUntil.ts';
import { type BenchEnvironment, withEnvironment } from './benchEnvironment.ts';
import type { Measure, Measurement } from './measurement.ts';
import { loadMeasuringStudy } from './measuringStudy.ts';
import { median } from './median.ts';

const CALLERS = 16;
const CALLS = 2_000;
const ROUNDS = 5;
const BAR = 0.5;

type Call = () => Promise<void>;
type Bench = { tell: (line: string) => void };

/** GET of a job by 16 callers at once, beside a Koa route of its own process that verifies the same token and reads one row. */
export const getJob: Measure = {
  name: 'getJob',
  byDefault: true,
  run: (bench, signal) =>
    withEnvironment(
      bench,
      async (environment) => {
        const { api, jobs } = environment;
        const { studyId } = await loadMeasuringStudy({ ...bench, ...environment }, 10);
        await environment.startApi();
        const jobId = await jobs.kickstart({ studyId });
        const bareUrl = await startBareRoute(environment, signal);
        const agent = new Agent({ keepAlive: true });
        const ways = {
          ours: toCall(
            `${api.url}/ec-reporting-svc/rest/v1.0/report/job/${jobId}?mode=test&studyId=${studyId}`,
            { agent, token: api.token },
          ),
          bare: toCall(`${bareUrl}/jobs/${jobId}`, { agent, token: api.token }),
        };
        await waitUntil({
          what: 'the bare route',
          timeoutMs: 10_000,
          signal,
          ask: () =>
            ways.bare().then(
              () => true,
              () => undefined,
            ),
        });
        return [await compare(ways, bench)];
      },
      signal,
    ),
};

async function startBareRoute({ env, folder, record }: BenchEnvironment, signal: AbortSignal) {
  const [port = 0] = await findFreePorts(1);
  const part = servicePart({
    name: 'bareRoute',
    entry: join('bench', 'bareRoute.ts'),
    env: { ...env, PORT: String(port) },
    logFile: join(folder, 'bareRoute.log'),
    record,
  });
  await part.start(signal);
  return `http://127.0.0.1:${port}`;
}

function toCall(url: string, { agent, token }: { agent: Agent; token: string }): Call {
  const headers = { authorization: `Bearer ${token}` };
  return async () => {
    const { status, body } = await new Promise<{ status: number | undefined; body: string }>(
      (resolve, reject) => {
        get(url, { agent, headers }, (answer) => {
          text(answer).then((body) => {
            resolve({ status: answer.statusCode, body });
          }, reject);
        }).on('error', reject);
      },
    );
    if (status !== 200) throw new Error(`${url} was answered with ${status ?? 'nothing'}: ${body}`);
  };
}

async function compare(ways: Record<'ours' | 'bare', Call>, { tell }: Bench): Promise<Measurement> {
  await rateOf(ways.ours);
  await rateOf(ways.bare);
  const rounds: { ours: number; bare: number }[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const rates = { ours: await rateOf(ways.ours), bare: await rateOf(ways.bare) };
    tell(`round ${round}: ${rates.ours.toFixed(0)}/s, ${rates.bare.toFixed(0)}/s`);
    rounds.push(rates);
  }
  const ratio = median(rounds.map(({ ours, bare }) => ours / bare));
  return {
    name: `GET of a job, ${CALLERS} callers`,
    unit: 'requests/s',
    ours: median(rounds.map(({ ours }) => ours)),
    reference: median(rounds.map(({ bare }) => bare)),
    referenceName: 'Koa, jose and pg alone',
    ...{ ratio, bar: BAR, holds: ratio >= BAR },
  };
}

async function rateOf(call: Call): Promise<number> {
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      for (let done = 0; done < CALLS / CALLERS; done += 1) await call();
    }),
  );
  return (CALLS / (performance.now() - startedAt)) * 1000;
}
