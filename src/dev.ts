import { rmSync, writeFileSync, renameSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

import { toDevState } from './embedded/toDevState.ts';
import { EndedBySignal, endOnSignals } from './embedded/endOnSignals.ts';
import { DATA_FOLDER, PROJECT_FOLDER } from './embedded/projectFolder.ts';
import { surviveClosedOutput } from './embedded/surviveClosedOutput.ts';
import { startStack, type Stack } from './embedded/startStack.ts';
import { watchSources } from './embedded/watchSources.ts';

surviveClosedOutput();
const signal = endOnSignals();
const file = join(DATA_FOLDER, 'dev.json');
const pids = new Map<string, number>();
let stack: Stack | undefined;

/** Replaced by rename, so that a reader never sees half of it. */
function writeDevFile(): void {
  if (stack === undefined || signal.aborted) return;
  writeFileSync(`${file}.new`, JSON.stringify(toDevState(stack, pids), undefined, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

try {
  stack = await startStack(
    {
      dataFolder: DATA_FOLDER,
      env: process.env,
      tell: console.log,
      onStart: (name, pid) => {
        pids.set(name, pid);
        writeDevFile();
      },
    },
    signal,
  );
  const { services, apiUrl, temporal } = stack;
  writeDevFile();
  const stopWatching = watchSources(PROJECT_FOLDER, (path) => {
    console.log(`${path} changed. API and worker are started again.`);
    for (const service of services) void service.restart();
  });
  console.log(`Ready. API: ${apiUrl}  Temporal: ${temporal.uiUrl ?? temporal.address}  (Ctrl-C ends it all)`);
  if (!signal.aborted) await once(signal, 'abort');
  console.log('Stopping.');
  stopWatching();
  rmSync(file, { force: true });
  await stack.stop();
} catch (error) {
  if (!(error instanceof EndedBySignal)) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
