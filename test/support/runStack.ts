import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';

import { testTemporalCli } from './temporal.ts';

const NEWS = z.union([
  z.object({ name: z.string(), pid: z.number() }),
  z.object({ ready: z.object({ adminUrl: z.string(), temporalAddress: z.string() }) }),
]);

export type RunningStack = {
  supervisor: ChildProcess;
  adminUrl: string;
  temporalAddress: string;
  /** The newest process of each part. */
  pids: ReadonlyMap<string, number>;
};

/** The embedded parts under a supervisor that is a process of its own and can be killed. */
export async function runStack(dataFolder: string): Promise<RunningStack> {
  const script = new URL('./standIns/stack.ts', import.meta.url).pathname;
  const supervisor = spawn(process.execPath, ['--import', 'tsx', script, dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // The stand-in for the worker needs no bundle of the workflows.
    env: { ...process.env, TEMPORAL_CLI: testTemporalCli(), WORKFLOW_BUNDLE: 'none' },
  });
  const pids = new Map<string, number>();
  const ready = new Promise<{ adminUrl: string; temporalAddress: string }>((resolve, reject) => {
    createInterface({ input: supervisor.stdout }).on('line', (line) => {
      const news = NEWS.parse(JSON.parse(line));
      if ('ready' in news) resolve(news.ready);
      else pids.set(news.name, news.pid);
    });
    void once(supervisor, 'exit').then(() => {
      reject(new Error('The supervisor ended before its parts were ready.'));
    });
  });
  return { supervisor, pids, ...(await ready) };
}
