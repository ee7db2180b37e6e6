import assert from 'node:assert/strict';

import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';

import { renderUntilStopped } from '../support/fakeActivities.ts';
import { testTemporalAddress } from '../support/temporal.ts';
import { untilTrue } from '../support/untilTrue.ts';
import { connectWorkflowRuns, type WorkflowRuns } from '../support/workflowRuns.ts';

describe('ReportGeneration', function () {
  this.timeout(60_000);
  let runs: WorkflowRuns;
  const withRun: WorkflowRuns['withRun'] = (options, speak) => runs.withRun(options, speak);

  before(async () => {
    runs = await connectWorkflowRuns(testTemporalAddress());
  });

  after(() => runs.close());

  it('claims, resolves, renders and completes, in this order', async () => {
    const { journal } = await withRun({}, async (run) => {
      assert.deepEqual(await run.result(), { status: 'COMPLETED', recordCount: 7 });
      const { typedSearchAttributes } = await run.describe();
      assert.match(JSON.stringify(typedSearchAttributes), /COMPLETED/);
    });
    assert.deepEqual(journal, ['claim', 'resolve', 'render', 'complete']);
  });

  it('ends at once and touches nothing where the claim is refused', async () => {
    const { journal } = await withRun({ onChange: () => ({ superseded: true }) }, async (run) => {
      assert.deepEqual(await run.result(), { status: 'SUPERSEDED', recordCount: null });
    });
    assert.deepEqual(journal, ['claim']);
  });

  it('numbers its changes, and what is asked for between two of them', async () => {
    let renders = 0;
    const render = () => (++renders === 1 ? renderUntilStopped() : Promise.resolve());
    const { numbers } = await withRun({ render }, async (run, fake) => {
      await untilTrue(() => fake.journal.includes('render'));
      await run.signal('pause', {});
      await untilTrue(() => fake.journal.includes('pause'));
      await run.signal('resume', {});
      await run.result();
    });
    assert.deepEqual(numbers, [
      ['claim', 1],
      ['render', 1],
      ['pause', 2],
      ['resume', 3],
      ['render', 3],
      ['complete', 4],
    ]);
  });

  it('counts on from what a lost workflow task had written, and says its word again', async () => {
    const answers = [{ lateAfter: 4 }];
    const onChange = (change: { kind: string }) => (change.kind === 'claim' ? answers.pop() : undefined);
    const { numbers } = await withRun({ onChange }, async (run) => {
      assert.deepEqual(await run.result(), { status: 'COMPLETED', recordCount: 7 });
    });
    assert.deepEqual(numbers, [
      ['claim', 1],
      ['claim', 5],
      ['render', 5],
      ['complete', 6],
    ]);
  });

  it('stops the render on cancel and writes CANCELLED with the reason', async () => {
    const { journal, changes } = await withRun({ render: renderUntilStopped }, async (run, fake) => {
      await untilTrue(() => fake.journal.includes('render'));
      await run.signal('cancel', { by: 'olga', reason: 'ordered twice' });
      assert.deepEqual(await run.result(), { status: 'CANCELLED', recordCount: null });
    });
    assert.deepEqual(journal.slice(-2), ['render stopped', 'cancel']);
    assert.deepEqual(changes.at(-1), { kind: 'cancel', by: 'olga', reason: 'ordered twice' });
  });

  it('writes CANCELLED and ends cancelled on native cancellation', async () => {
    const { journal, changes } = await withRun({ render: renderUntilStopped }, async (run, fake) => {
      await untilTrue(() => fake.journal.includes('render'));
      await run.cancel();
      await assert.rejects(
        run.result(),
        (error: unknown) => error instanceof WorkflowFailedError && error.cause instanceof CancelledFailure,
      );
      assert.equal((await run.describe()).status.name, 'CANCELLED');
    });
    assert.equal(journal.at(-1), 'cancel');
    assert.deepEqual(changes.at(-1), { kind: 'cancel', request: 'cancel', reason: null });
  });

  it('ends COMPLETED where the file was committed before the pause could be written', async () => {
    let renders = 0;
    const onChange = (change: { kind: string }) =>
      change.kind === 'pause' ? { state: 'COMPLETED' as const } : undefined;
    const render = () => (++renders === 1 ? renderUntilStopped() : Promise.resolve());
    const { journal } = await withRun({ onChange, render }, async (run, fake) => {
      await untilTrue(() => fake.journal.includes('render'));
      await run.signal('pause', {});
      assert.deepEqual(await run.result(), { status: 'COMPLETED', recordCount: 7 });
    });
    assert.equal(journal.at(-1), 'pause');
  });

  it('writes FAILED and fails where trying again cannot mend it', async () => {
    const resolve = () =>
      Promise.reject(ApplicationFailure.nonRetryable('The study does not have it.', 'UNKNOWN_VALUES'));
    const { journal, changes } = await withRun({ resolve }, async (run) => {
      await assert.rejects(run.result(), WorkflowFailedError);
    });
    assert.deepEqual(journal, ['claim', 'resolve', 'fail']);
    assert.deepEqual(changes.at(-1), { kind: 'fail', reason: 'The study does not have it.' });
  });

  it('says that the file is lost where a later try finds that it does not stand', async () => {
    const render = () =>
      Promise.reject(ApplicationFailure.nonRetryable('The stored file does not match.', 'FILE_MISMATCH'));
    const { changes } = await withRun({ render }, async (run) => {
      await assert.rejects(run.result(), WorkflowFailedError);
    });
    const reason = 'The stored file does not match.';
    assert.deepEqual(changes.at(-1), { kind: 'fail', reason, isFileLost: true });
  });

  it('shows in the Web UI what the step does that checks the filters', async () => {
    const faults = [ApplicationFailure.create({ message: 'away', type: 'CLINICAL_UNAVAILABLE' })];
    const resolve = () => {
      const fault = faults.pop();
      return fault === undefined ? Promise.resolve() : Promise.reject(fault);
    };
    await withRun({ resolve }, async (run) => {
      await run.result();
      const { events } = await run.fetchHistory();
      const summaries = (events ?? [])
        .filter((event) => event.activityTaskScheduledEventAttributes != null)
        .map((event) => Buffer.from(event.userMetadata?.summary?.data ?? []).toString());
      assert.deepEqual(summaries, ['"check the filters"', '"about 7 rows"']);
    });
  });

  it('tries again what may be mended by itself', async () => {
    const render = (tryNumber: number) =>
      tryNumber < 3
        ? Promise.reject(
            ApplicationFailure.create({ message: 'away', type: 'CLINICAL_UNAVAILABLE', nextRetryDelay: 10 }),
          )
        : Promise.resolve();
    const { journal } = await withRun({ render }, async (run) => {
      await run.result();
    });
    assert.equal(journal.filter((entry) => entry === 'render').length, 3);
  });

  it('notes unknown, missing, malformed and undecodable words and changes nothing', async () => {
    let renders = 0;
    const render = () => (++renders === 1 ? renderUntilStopped() : Promise.resolve());
    const { journal, changes } = await withRun({ render }, async (run, fake) => {
      await untilTrue(() => fake.journal.includes('render'));
      await run.signal('expedite', {});
      await run.signal('pause');
      await run.signal('cancel', ['now']);
      await run.signal('cancel', { reason: 5 });
      await sendUndecodable(run.workflowId, 'pause');
      await untilTrue(() => fake.changes.filter(({ kind }) => kind === 'comment').length === 5);
      assert.equal(await run.query('status'), 'RUNNING');
      await run.signal('pause', {});
      await untilTrue(() => fake.journal.includes('pause'));
      await run.signal('resume', {});
      await run.result();
    });
    assert.ok(!journal.includes('cancel'));
    const speakers = changes
      .filter(({ kind }) => kind === 'comment')
      .map((change) => ('signal' in change ? `${change.signal} ${change.ordinal}` : ''));
    assert.deepEqual(speakers, ['expedite 1', 'pause 1', 'cancel 1', 'cancel 2', 'pause 2']);
  });

  it('hands comments on with their author, those that came before the claim too', async () => {
    const { changes } = await withRun({}, async (run) => {
      await run.signal('comment', { by: 'ana', text: 'for the interim analysis' });
      await run.result();
    });
    const comment = changes.find(({ kind }) => kind === 'comment');
    assert.deepEqual(comment, { kind: 'comment', by: 'ana', text: 'for the interim analysis' });
  });

  it('takes a JSON object that was sent as a text, and no other text', async () => {
    const { changes } = await withRun({}, async (run) => {
      await run.signal('comment', '{"by":"ana","text":"to all runs"}');
      await run.signal('comment', 'to all runs');
      await run.result();
    });
    const texts = changes.flatMap((change) => (change.kind === 'comment' ? [change.text] : []));
    assert.deepEqual(texts, [
      'to all runs',
      'The signal comment came without a JSON object as its argument; nothing was changed.',
    ]);
  });

  it('answers names and numbers of values, never values, to the query fieldSpecs', async () => {
    await withRun({ render: renderUntilStopped }, async (run, fake) => {
      await untilTrue(() => fake.journal.includes('render'));
      assert.deepEqual(await run.query('fieldSpecs'), [{ name: 'SITEID', values: 2 }]);
      await run.signal('progress', { rows: 3, totalRows: 7, tryNumber: 1 });
      await untilTrue(async () => (await run.query('progress')) === 'RUNNING · 3 of 7 rows · 42 %');
      await run.signal('cancel', {});
      await run.result();
    });
  });

  it('takes no progress of a try that was lost, and none that is not made of counts', async () => {
    await withRun({ render: renderUntilStopped }, async (run, fake) => {
      await untilTrue(() => fake.journal.includes('render'));
      await run.signal('progress', { rows: 3, totalRows: 7, tryNumber: 2 });
      for (const word of [
        { rows: 1, totalRows: 7, tryNumber: 1 },
        { rows: 4, tryNumber: 2 },
        { rows: 4, totalRows: 7 },
        { rows: 4, totalRows: 'subject 1015', tryNumber: 2 },
        { rows: NaN, totalRows: 7, tryNumber: 2 },
        { rows: -1, totalRows: 7, tryNumber: 2 },
      ])
        await run.signal('progress', word);
      await run.signal('comment', { text: 'all are heard' });
      await untilTrue(() => fake.journal.includes('comment'));
      assert.equal(await run.query('progress'), 'RUNNING · 3 of 7 rows · 42 %');
      await run.signal('cancel', {});
      await run.result();
    });
  });

  it('counts every row once COMPLETED, although the last word on progress came before the end', async () => {
    await withRun({}, async (run) => {
      await run.signal('progress', { rows: 3, totalRows: 7, tryNumber: 1 });
      await run.result();
      assert.equal(await run.query('progress'), 'COMPLETED · 7 of 7 rows · 100 %');
    });
  });

  async function sendUndecodable(workflowId: string, signalName: string): Promise<void> {
    await runs.clientConnection.workflowService.signalWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId },
      signalName,
      input: { payloads: [{ metadata: { encoding: Buffer.from('binary/foo') }, data: Buffer.from('x') }] },
      identity: 'olga',
    });
  }
});
