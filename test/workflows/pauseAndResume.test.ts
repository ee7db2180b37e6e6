import assert from 'node:assert/strict';

import { createFakeActivities, renderUntilStopped } from '../support/fakeActivities.ts';
import { createTaskQueueName, testTemporalAddress } from '../support/temporal.ts';
import { untilTrue } from '../support/untilTrue.ts';
import { connectWorkflowRuns, type WorkflowRuns } from '../support/workflowRuns.ts';

describe('ReportGeneration, pause and resume', function () {
  this.timeout(60_000);
  let runs: WorkflowRuns;
  const withRun: WorkflowRuns['withRun'] = (options, speak) => runs.withRun(options, speak);

  before(async () => {
    runs = await connectWorkflowRuns(testTemporalAddress());
  });

  after(() => runs.close());

  it('stops the render on pause, writes PAUSED after its end, and begins it anew on resume', async () => {
    let renders = 0;
    const render = () => (++renders === 1 ? renderUntilStopped() : Promise.resolve());
    const { journal, changes } = await withRun({ render }, async (run, fake) => {
      await untilTrue(() => fake.journal.includes('render'));
      await run.signal('pause', { by: 'olga', reason: 'wait for lab data' });
      await untilTrue(() => fake.journal.includes('pause'));
      assert.equal(await run.query('status'), 'PAUSED');
      await run.signal('resume', { by: 'olga' });
      assert.deepEqual(await run.result(), { status: 'COMPLETED', recordCount: 7 });
    });
    assert.deepEqual(journal, [
      'claim',
      'resolve',
      'render',
      'render stopped',
      'pause',
      'resume',
      'render',
      'complete',
    ]);
    assert.deepEqual(changes[1], { kind: 'pause', by: 'olga', reason: 'wait for lab data' });
  });

  it('begins the render anew where the resume comes before the render has stopped', async () => {
    let renders = 0;
    let letGo = (): void => undefined;
    const resumed = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const render = async () => {
      if (++renders > 1) return;
      await renderUntilStopped().finally(() => resumed);
    };
    const { journal, changes } = await withRun({ render }, async (run, fake) => {
      await untilTrue(() => fake.journal.includes('render'));
      await run.signal('pause', { by: 'olga', reason: 'wait for lab data' });
      await run.signal('resume', { by: 'ida', reason: 'it is there' });
      letGo();
      assert.deepEqual(await run.result(), { status: 'COMPLETED', recordCount: 7 });
    });
    assert.deepEqual(journal, [
      ...['claim', 'resolve', 'render', 'render stopped'],
      // Both are told, although nothing had to hold.
      ...['pause', 'resume', 'render', 'complete'],
    ]);
    assert.deepEqual(changes.slice(1, 3), [
      { kind: 'pause', by: 'olga', reason: 'wait for lab data' },
      { kind: 'resume', by: 'ida', reason: 'it is there' },
    ]);
  });

  it('does not hold where the resume was heard before a claim that says that the lost run had been paused', async () => {
    const taskQueue = createTaskQueueName('report');
    const onChange = (change: { kind: string }) => (change.kind === 'claim' ? { hold: true } : undefined);
    const fake = createFakeActivities({ renderTaskQueue: taskQueue, onChange });
    const run = await runs.start(taskQueue);
    await run.signal('resume', { by: 'olga', reason: 'data is there' });
    await runs.withWorker(taskQueue, fake, async () => {
      assert.deepEqual(await run.result(), { status: 'COMPLETED', recordCount: 7 });
    });
    assert.deepEqual(fake.journal, ['claim', 'pause', 'resume', 'resolve', 'render', 'complete']);
    assert.deepEqual(fake.changes[2], { kind: 'resume', by: 'olga', reason: 'data is there' });
  });

  it('notes one pause and one resume where the job was held in between', async () => {
    let renders = 0;
    const render = () => (++renders === 1 ? renderUntilStopped() : Promise.resolve());
    const { changes } = await withRun({ render }, async (run, fake) => {
      await untilTrue(() => fake.journal.includes('render'));
      for (const reason of ['first', 'second']) {
        await run.signal('pause', { reason });
        await untilTrue(() => fake.changes.some((change) => 'reason' in change && change.reason === reason));
        await run.signal('resume', { reason: `${reason} is over` });
        if (reason === 'first') renders = 0;
        if (reason === 'first')
          await untilTrue(() => fake.journal.filter((e) => e === 'render').length === 2);
      }
      await run.result();
    });
    assert.deepEqual(
      changes.map((change) => ('reason' in change ? change.reason : change.kind)),
      ['claim', 'first', 'first is over', 'second', 'second is over', 'complete'],
    );
  });

  it('claims and holds before the first report step where the pause came while it was queued', async () => {
    const taskQueue = createTaskQueueName('report');
    const fake = createFakeActivities({ renderTaskQueue: taskQueue });
    const run = await runs.start(taskQueue);
    await run.signal('pause', {});
    await runs.withWorker(taskQueue, fake, async () => {
      await untilTrue(() => fake.journal.includes('pause'));
      assert.deepEqual(fake.journal, ['claim', 'pause']);
      await run.signal('resume', {});
      await run.result();
    });
    assert.deepEqual(fake.changes[1], { kind: 'pause', signal: 'pause', ordinal: 1, reason: null });
  });

  it('holds where the claim says that the lost run had been paused', async () => {
    const onChange = (change: { kind: string }) => (change.kind === 'claim' ? { hold: true } : undefined);
    const { journal } = await withRun({ onChange }, async (run, fake) => {
      await untilTrue(() => fake.journal.includes('pause'));
      await run.signal('resume', {});
      await run.result();
    });
    assert.deepEqual(journal, ['claim', 'pause', 'resume', 'resolve', 'render', 'complete']);
  });
});
