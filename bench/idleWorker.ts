import type { RunningProcess } from '../src/embedded/startProcess.ts';
import type { BenchEnvironment } from './benchEnvironment.ts';
import type { MeasuringStudy } from './measuringStudy.ts';
import { readMemory } from './processMemory.ts';

const TRIVIAL_RUNS = 10;

/** A fresh worker after ten trivial runs, and the memory that it takes then, in bytes. */
export async function startIdleWorker(
  { startWorker, jobs }: Pick<BenchEnvironment, 'startWorker' | 'jobs'>,
  trivial: MeasuringStudy,
): Promise<{ worker: RunningProcess; idleBytes: number }> {
  const worker = await startWorker();
  for (let run = 0; run < TRIVIAL_RUNS; run++) await jobs.complete(trivial);
  return { worker, idleBytes: readMemory(worker.pid) };
}
