// Keeps the embedded parts running in the data folder of its argument, and writes its news as lines of JSON.
import { once } from 'node:events';

import { endOnSignals } from '../../../src/embedded/endOnSignals.ts';
import { surviveClosedOutput } from '../../../src/embedded/surviveClosedOutput.ts';
import { startStack } from '../../../src/embedded/startStack.ts';

const [dataFolder] = process.argv.slice(2);
if (dataFolder === undefined) throw new Error('stack FOLDER');
const say = (news: object) => {
  console.log(JSON.stringify(news));
};
surviveClosedOutput();
const signal = endOnSignals();
const stack = await startStack(
  {
    dataFolder,
    env: process.env,
    tell: () => undefined,
    onStart: (name, pid) => {
      say({ name, pid });
    },
    entries: { api: 'test/support/standIns/api.ts', worker: 'test/support/standIns/worker.ts' },
  },
  signal,
).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
const { urls, temporal } = stack;
say({ ready: { adminUrl: urls.adminUrl, temporalAddress: temporal.address } });
if (!signal.aborted) await once(signal, 'abort');
await stack.stop();
