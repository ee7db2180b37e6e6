import pg from 'pg';

import type { Id } from '../src/domain/id.ts';
import { DATABASE, withDatabase } from '../src/embedded/postgres.ts';
import { withEnvironment } from './benchEnvironment.ts';
import { createJobId } from './jobClient.ts';
import type { Measure, Measurement } from './measurement.ts';
import { median } from './median.ts';

const JOBS = 1_000_000;
const LIMIT = 50;
const ROUNDS = 5;
const WARM_UP_CALLS = 3;
const CALLS = 5;
const BAR = 5;

/** A study's whole history, one job a second, the oldest first, each row as wide as a small report makes it. */
const INSERT = /* sql */ `
  insert into execution_log (job_id, tenant_id, state, run_attempt, study_id, study_name, study_mode, report_id, report_name,
    format, definition, definition_sha256, field_specs, ext_field_specs, search_spec, user_id, request_id, kicked_off_at, ended_at)
  select upper(md5(n::text)), 'bench', (array['COMPLETED', 'COMPLETED', 'COMPLETED', 'FAILED', 'CANCELLED'])[1 + n % 5], 1,
    $1, 'Measuring', 'test', upper(md5((n % 20)::text)), 'Measuring', 'CSV', jsonb_build_object('text', repeat('x', 500)),
    repeat('a', 64), '[]', '[]', 'SITEID:701', 'user-' || n % 100, 'bench', now() - n * interval '1 second',
    now() - n * interval '1 second'
  from generate_series(${JOBS}, 1, -1) n`;

/** As a list is read by hand: ids and count, by the same filter. */
const FILTER = /* sql */ `tenant_id = 'bench' and study_id = $1 and study_mode = 'test' and state <> 'DELETED'`;
const IDS = /* sql */ `select job_id from execution_log where ${FILTER} order by kicked_off_at desc, job_id desc limit ${LIMIT} offset $2`;
const COUNT = /* sql */ `select count(*) from execution_log where ${FILTER}`;

/** downloadList over a million jobs, first and last page, beside the two bare statements that a page cannot do without. */
export const downloadList: Measure = {
  name: 'downloadList',
  byDefault: true,
  run: (bench, signal) =>
    withEnvironment(
      bench,
      async (environment) => {
        const { urls, jobs } = environment;
        const studyId = createJobId();
        bench.tell(`inserting ${JOBS.toLocaleString('en')} jobs`);
        await insertJobs(withDatabase(urls.adminUrl, DATABASE), studyId);
        await environment.startApi();
        const client = new pg.Client({ connectionString: urls.serviceUrl });
        await client.connect();
        try {
          const measurements: Measurement[] = [];
          const { asOf } = await jobs.list({ studyId, limit: LIMIT, offset: 0 });
          // Later pages are documented to be asked for with the first one's asOf.
          for (const [page, offset, moment] of [
            ['first', 0, undefined],
            ['last', JOBS - LIMIT, asOf],
          ] as const) {
            const ways = {
              ours: async () => {
                const { total } = await jobs.list({ studyId, limit: LIMIT, offset, asOf: moment });
                if (total !== JOBS) throw new Error(`The list counts ${total} jobs.`);
              },
              bare: async () => {
                await client.query(IDS, [studyId, offset]);
                await client.query(COUNT, [studyId]);
              },
            };
            measurements.push(await compare(`downloadList, ${page} page`, ways, bench));
          }
          return measurements;
        } finally {
          await client.end();
        }
      },
      signal,
    ),
};

/** Past the triggers: the rows are history that nobody needs recorded. */
async function insertJobs(adminUrl: string, studyId: Id): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`set session_replication_role = 'replica'`);
    await admin.query(INSERT, [studyId]);
    await admin.query('vacuum (freeze, analyze) execution_log');
  } finally {
    await admin.end();
  }
}

type Ways = Record<'ours' | 'bare', () => Promise<void>>;

async function compare(
  name: string,
  ways: Ways,
  { tell }: { tell: (line: string) => void },
): Promise<Measurement> {
  for (const way of ['ours', 'bare'] as const) await time(WARM_UP_CALLS, ways[way]);
  const rounds: { ours: number; bare: number }[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const times = { ours: await time(CALLS, ways.ours), bare: await time(CALLS, ways.bare) };
    tell(`${name}, round ${round}: ${times.ours.toFixed(1)} ms, ${times.bare.toFixed(1)} ms`);
    rounds.push(times);
  }
  const ratio = median(rounds.map(({ ours, bare }) => ours / bare));
  return {
    name,
    unit: 'ms',
    ours: median(rounds.map(({ ours }) => ours)),
    reference: median(rounds.map(({ bare }) => bare)),
    referenceName: 'ids and count(*) through pg',
    ...{ ratio, bar: BAR, holds: ratio < BAR },
  };
}

/** Milliseconds of one of `count` calls, the median. */
async function time(count: number, call: () => Promise<void>): Promise<number> {
  const durations: number[] = [];
  for (let done = 0; done < count; done += 1) {
    const startedAt = performance.now();
    await call();
    durations.push(performance.now() - startedAt);
  }
  return median(durations);
}
