import { withEnvironment } from './benchEnvironment.ts';
import { startIdleWorker } from './idleWorker.ts';
import type { Measure } from './measurement.ts';
import { loadMeasuringStudy } from './measuringStudy.ts';
import { median } from './median.ts';
import { followMemory } from './processMemory.ts';

const FEW_ROWS = 100_000;
const MANY_ROWS = 3_000_000;
const ROUNDS = 3;
const ALLOWED_RATIO = 1.15;
const ALLOWED_MB = 20;
const MB = 1e6;

/** Whether the memory of a render stays the same however many rows there are; each size on a fresh worker. */
export const csvGrowth: Measure = {
  name: 'csv-growth',
  byDefault: false,
  run: (bench, signal) =>
    withEnvironment(
      bench,
      async (environment) => {
        const trivial = await loadMeasuringStudy({ ...bench, ...environment }, 10);
        const few = await loadMeasuringStudy({ ...bench, ...environment }, FEW_ROWS);
        const many = await loadMeasuringStudy({ ...bench, ...environment }, MANY_ROWS);
        await environment.startApi();
        const peakMb = async (study: typeof few) => {
          const { worker } = await startIdleWorker(environment, trivial);
          const memory = followMemory(worker.pid);
          try {
            await environment.jobs.complete(study);
            return memory.stop() / MB;
          } finally {
            memory.stop();
            await worker.stop({ graceMs: 30_000 });
          }
        };
        const rounds: { few: number; many: number }[] = [];
        for (let round = 1; round <= ROUNDS; round++) {
          const peaks = { few: await peakMb(few), many: await peakMb(many) };
          bench.tell(`round ${round}: ${peaks.few.toFixed(0)} MB, ${peaks.many.toFixed(0)} MB`);
          rounds.push(peaks);
        }
        const ratio = median(rounds.map((peaks) => peaks.many / peaks.few));
        const growthMb = median(rounds.map((peaks) => peaks.many - peaks.few));
        return [
          {
            name: 'csv, memory for 3,000,000 rows',
            unit: 'MB',
            ours: median(rounds.map((peaks) => peaks.many)),
            reference: median(rounds.map((peaks) => peaks.few)),
            referenceName: 'for 100,000 rows (or 20 MB more)',
            ratio,
            bar: ALLOWED_RATIO,
            holds: ratio <= ALLOWED_RATIO || growthMb <= ALLOWED_MB,
          },
        ];
      },
      signal,
    ),
};
