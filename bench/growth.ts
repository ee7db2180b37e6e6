import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { DATA_FOLDER } from '../src/embedded/projectFolder.ts';
import { connectClient } from '../src/temporal/connectTemporal.ts';
import { withEnvironment } from './benchEnvironment.ts';
import { FORMATS } from './formats.ts';
import { drawGrowth, type Growth } from './growthPlot.ts';
import { startIdleWorker } from './idleWorker.ts';
import type { Measure, Measurement } from './measurement.ts';
import { loadMeasuringStudy, type MeasuringStudy } from './measuringStudy.ts';
import { median } from './median.ts';
import { followMemory } from './processMemory.ts';
import { readRenderSpan } from './readRenderSpan.ts';

const SIZES = [10_000, 100_000, 1_000_000, 5_000_000];
const ROUNDS = 3;
const LONG_MS = 10_000;
const ALLOWED_GROWTH = 1.15;
const ALLOWED_MB = 20;
const MB = 1e6;

/** How time and memory grow with the rows, in every format: from 10,000 rows to 5,000,000, drawn as a picture. */
export const growth: Measure = {
  name: 'growth',
  byDefault: false,
  run: (bench, signal) =>
    withEnvironment(
      bench,
      async (environment) => {
        const all = { ...bench, ...environment };
        const trivial = await loadMeasuringStudy(all, 10);
        const studies: MeasuringStudy[] = [];
        for (const rows of SIZES) studies.push(await loadMeasuringStudy(all, rows));
        await environment.startApi();
        const { client, connection } = await connectClient(
          { address: environment.temporalAddress, namespace: 'default', apiKey: undefined, tls: undefined },
          'bench',
        );
        const growths: Growth[] = [];
        try {
          for (const { name, format } of FORMATS) {
            const { worker, idleBytes } = await startIdleWorker(environment, trivial);
            const points: Growth['points'][number][] = [];
            for (const study of studies) {
              const memory = followMemory(worker.pid);
              const times: number[] = [];
              do {
                const jobId = await environment.jobs.complete({ ...study, format });
                const { startMs, endMs } = await readRenderSpan(client, jobId);
                times.push(endMs - startMs);
              } while (times.length < ROUNDS && (times[0] ?? 0) < LONG_MS);
              const point = {
                rows: study.rows,
                seconds: median(times) / 1000,
                mb: (memory.stop() - idleBytes) / MB,
              };
              bench.tell(
                `${name}, ${point.rows} rows: ${point.seconds.toFixed(2)} s, ${point.mb.toFixed(0)} MB`,
              );
              points.push(point);
            }
            growths.push({ name, idleMb: idleBytes / MB, points });
            await worker.stop({ graceMs: 30_000 });
          }
        } finally {
          await connection.close();
        }
        await mkdir(DATA_FOLDER, { recursive: true });
        await writeFile(join(DATA_FOLDER, 'growth.svg'), drawGrowth(growths));
        bench.tell(`drawn in ${join(DATA_FOLDER, 'growth.svg')}`);
        return growths.flatMap(toMeasurements);
      },
      signal,
    ),
};

/** The last step may cost no more for a row than the one before; and no more memory than a hundredth of the rows took. */
function toMeasurements({ name, idleMb, points }: Growth): Measurement[] {
  const [before, middle, last] = points.slice(-3);
  if (before === undefined || middle === undefined || last === undefined) return [];
  const costOf = (from: typeof last, to: typeof last) =>
    ((to.seconds - from.seconds) / (to.rows - from.rows)) * 1e6;
  const [earlier, later] = [costOf(before, middle), costOf(middle, last)];
  const small = points.find(({ rows }) => rows === 100_000) ?? before;
  const ratio = (idleMb + last.mb) / (idleMb + small.mb);
  return [
    {
      name: `${name}, time from ${middle.rows} to ${last.rows} rows`,
      unit: 'microseconds a row',
      ours: later,
      reference: earlier,
      referenceName: `from ${before.rows} to ${middle.rows} rows`,
      ratio: later / earlier,
      bar: ALLOWED_GROWTH,
      holds: later / earlier <= ALLOWED_GROWTH,
    },
    {
      name: `${name}, memory for ${last.rows} rows`,
      unit: 'MB, the idle worker included',
      ours: idleMb + last.mb,
      reference: idleMb + small.mb,
      referenceName: `for ${small.rows} rows (or ${ALLOWED_MB} MB more)`,
      ratio,
      bar: ALLOWED_GROWTH,
      holds: ratio <= ALLOWED_GROWTH || last.mb - small.mb <= ALLOWED_MB,
    },
  ];
}
