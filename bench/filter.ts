import { join } from 'node:path';

import { measuringSubject } from '../src/embedded/demoStudy/createMeasuringDataset.ts';
import { connectClient } from '../src/temporal/connectTemporal.ts';
import { type BenchEnvironment, withEnvironment } from './benchEnvironment.ts';
import { captureStatement } from './captureStatement.ts';
import type { Measure } from './measurement.ts';
import { loadMeasuringStudy } from './measuringStudy.ts';
import { median } from './median.ts';
import { checkPsql, timePsql } from './psql.ts';
import { readRenderSpan } from './readRenderSpan.ts';
import { writeListOut } from './writeListOut.ts';

const ROWS = 1_000_000;
const SUBJECTS = 2_000;
const ROUNDS = 5;
const BAR = 2;

/** Every fifth subject, which is a fifth of the rows. */
const subjects = Array.from({ length: SUBJECTS }, (_, index) => measuringSubject(index * 5));

/** A filter of many values beside the same statement with the values written into it. */
export const filter: Measure = {
  name: 'filter',
  byDefault: true,
  run: async (bench, signal) => {
    await checkPsql();
    return withEnvironment(
      bench,
      async (environment) => {
        const rounds = await runRounds({ ...bench, ...environment }, signal);
        const ratio = median(rounds.map(({ oursMs, psqlMs }) => oursMs / psqlMs));
        return [
          {
            name: `filter of ${SUBJECTS} subjects`,
            unit: 's',
            ours: median(rounds.map(({ oursMs }) => oursMs)) / 1000,
            reference: median(rounds.map(({ psqlMs }) => psqlMs)) / 1000,
            referenceName: 'psql, the same with literals',
            ratio,
            bar: BAR,
            holds: ratio <= BAR,
          },
        ];
      },
      signal,
    );
  },
};

type Bench = BenchEnvironment & { tell: (line: string) => void };

async function runRounds(bench: Bench, signal: AbortSignal): Promise<{ oursMs: number; psqlMs: number }[]> {
  const { studyId } = await loadMeasuringStudy(bench, ROWS);
  await bench.startApi();
  await bench.startWorker();
  const order = { studyId, subjects };
  const statement = writeListOut(await captureStatement(bench, () => bench.jobs.complete(order)), subjects);
  const { client, connection } = await connectClient(
    { address: bench.temporalAddress, namespace: 'default', apiKey: undefined, tls: undefined },
    'bench',
  );
  const rounds = [];
  try {
    for (let round = 1; round <= ROUNDS; round++) {
      const { startMs, endMs } = await readRenderSpan(client, await bench.jobs.complete(order));
      const oursMs = endMs - startMs;
      const copy = { url: bench.urls.clinicalUrl, statement, file: join(bench.folder, 'psql.csv') };
      const psqlMs = await timePsql(copy, signal);
      bench.tell(`round ${round}: ${(oursMs / 1000).toFixed(2)} s, ${(psqlMs / 1000).toFixed(2)} s`);
      rounds.push({ oursMs, psqlMs });
    }
    return rounds;
  } finally {
    await connection.close();
  }
}
