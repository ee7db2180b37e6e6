import type { Part } from './keepRunning.ts';
import type { ProcessBook } from './processRecord.ts';
import { PROJECT_FOLDER } from './projectFolder.ts';
import { startProcess } from './startProcess.ts';
import type { Environment } from './temporalCliSearch.ts';

/** Longer than the worker's own grace time, so that a render under way is handed over. */
const STOP_GRACE_MS = 15_000;

/** The API or a worker as a process of its own, run from the sources. */
export function servicePart(options: {
  name: string;
  /** The file that is run. */
  entry: string;
  env: Environment;
  /** Settings that are found anew at each start. */
  findSettings?: (signal: AbortSignal) => Promise<Environment>;
  logFile: string;
  record: ProcessBook;
}): Part {
  return {
    name: options.name,
    start: async (signal) => {
      const found = await options.findSettings?.(signal);
      const service = await startProcess({
        ...options,
        env: { ...options.env, ...found },
        command: process.execPath,
        args: ['--import', 'tsx', options.entry],
        cwd: PROJECT_FOLDER,
      });
      return { process: service, stop: () => service.stop({ graceMs: STOP_GRACE_MS }) };
    },
  };
}
