// Records one history of each outcome into test/workflows/histories. Run it between the test servers, and only to add
// histories: those that stand are promises to runs that are under way. `node --import tsx test/support/recordHistories.ts ADDRESS`
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';

import { ApplicationFailure } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

import { renderUntilStopped } from './fakeActivities.ts';
import { untilTrue } from './untilTrue.ts';
import { connectWorkflowRuns, type Fake, type Run } from './workflowRuns.ts';

const FOLDER = new URL('../workflows/histories/', import.meta.url);

const runs = await connectWorkflowRuns(process.argv[2] ?? '127.0.0.1:7233');
await mkdir(FOLDER, { recursive: true });

const underWay = (fake: Fake) => untilTrue(() => fake.journal.includes('render'));
let renders = 0;

await record('completed', {}, () => Promise.resolve());
await record('superseded', { onChange: () => ({ superseded: true }) }, () => Promise.resolve());
await record(
  'failed',
  {
    resolve: () =>
      Promise.reject(ApplicationFailure.nonRetryable('The study does not have it.', 'UNKNOWN_VALUES')),
  },
  () => Promise.resolve(),
);
await record('cancelledBySignal', { render: renderUntilStopped }, async (run, fake) => {
  await underWay(fake);
  await run.signal('cancel', { by: 'olga', reason: 'ordered twice' });
});
await record('cancelledNatively', { render: renderUntilStopped }, async (run, fake) => {
  await underWay(fake);
  await run.cancel();
});
await record(
  'pausedAndResumed',
  { render: () => (++renders === 1 ? renderUntilStopped() : Promise.resolve()) },
  async (run, fake) => {
    await underWay(fake);
    await run.signal('progress', { rows: 3, totalRows: 7, tryNumber: 1 });
    await run.signal('comment', { text: 'looks slow' });
    await run.signal('pause', { reason: 'wait for lab data' });
    await untilTrue(() => fake.journal.includes('pause'));
    await run.signal('resume', {});
  },
);
let letGo = (): void => undefined;
const resumed = new Promise<void>((resolve) => {
  letGo = resolve;
});
let stopped = 0;
await record(
  'pauseTakenBack',
  {
    render: () => (++stopped === 1 ? renderUntilStopped().finally(() => resumed) : Promise.resolve()),
  },
  async (run, fake) => {
    await underWay(fake);
    await run.signal('pause', { reason: 'wait for lab data' });
    await run.signal('resume', { reason: 'it is there' });
    letGo();
  },
);
await record(
  'fileFirst',
  {
    render: renderUntilStopped,
    onChange: ({ kind }) => (kind === 'pause' ? { state: 'COMPLETED' } : undefined),
  },
  async (run, fake) => {
    await underWay(fake);
    await run.signal('pause', {});
  },
);
await runs.close();

async function record(
  name: string,
  options: Parameters<typeof runs.withRun>[0],
  speak: (run: Run, fake: Fake) => Promise<void>,
): Promise<void> {
  await runs.withRun(options, async (run, fake) => {
    await speak(run, fake);
    await run.result().catch(() => undefined);
    const history = await run.fetchHistory();
    await writeFile(
      new URL(`${name}.json`, FOLDER),
      `${withoutPlace(historyToJSON(history))}
`,
    );
    console.log(`${name}: ${history.events?.length ?? 0} events`);
  });
}

/** Neither the machine nor the folder of the recording belongs into a history. */
function withoutPlace(text: string): string {
  return text.replaceAll(`${process.pid}@${hostname()}`, 'worker').replaceAll(process.cwd(), '.');
}
