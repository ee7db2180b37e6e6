import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

type Order = { ownerUrl: string; tenantId: string; study: string; path: string };

type ImportClient = {
  pid: number;
  /** Imports a file into a study; answers the milliseconds until the registry has moved. */
  load(order: Order): Promise<number>;
  stop(): Promise<void>;
};

/** A process of its own that imports as `npm run import` does, so that its memory can be followed. */
export function startImportClient(signal: AbortSignal): ImportClient {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'importProcess.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    signal,
  });
  // An abort ends the process; whoever waits for a line notices its end.
  child.on('error', () => undefined);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    pid: child.pid ?? 0,
    load: async (order) => {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error('The import failed.');
      return Number(line.value);
    },
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
