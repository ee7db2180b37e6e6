import assert from 'node:assert/strict';

import type { Id } from '../../src/domain/id.ts';
import { isActive, type Job, JOB_STATES, type JobState } from '../../src/domain/job.ts';
import { aFile, aNewJob, aRun, createId } from '../support/jobs.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';

const signal = new AbortController().signal;

describe('ExecutionLog, read', () => {
  let logs: Logs;
  before(async () => {
    logs = await openLogs();
  });
  after(() => logs.close());

  const register = async (): Promise<Job> => {
    const job = await logs.executionLog.register(aNewJob(), new AbortController().signal);
    assert.ok(job);
    return job;
  };
  const commit = async () => {
    const { id } = await register();
    const run = aRun(id);
    const file = aFile(run);
    await logs.runLog.change(run, { kind: 'claim' }, signal);
    await logs.runLog.beginRender(run, 1, signal);
    await logs.runLog.commitFile(run, 1, file, signal);
    return { job: await logs.load(id), file };
  };

  describe('findFile', () => {
    it('finds the file that the row points to, as it was committed', async () => {
      const { job, file } = await commit();
      assert.deepEqual(await logs.executionLog.findFile(job, signal), file);
    });

    it('finds none for a job without one, and none for an unknown job', async () => {
      const job = await register();
      assert.equal(await logs.executionLog.findFile(job, signal), undefined);
      assert.equal(await logs.executionLog.findFile({ ...job, id: createId() }, signal), undefined);
    });

    it('does not offer the file of an earlier attempt', async () => {
      const { job } = await commit();
      await logs.force(job.id, 'EXPIRED');
      const attempt = {
        ...{ fence: { ...job, state: 'EXPIRED' as const }, hold: false, actor: 'bob', reason: null },
        ...{ requestId: null, userId: null, requested: null, searchSpec: null, report: null, format: null },
      };
      assert.ok(await logs.executionLog.beginAttempt(attempt, signal));
      assert.equal(await logs.executionLog.findFile(job, signal), undefined);
    });
  });

  describe('listUntouched', () => {
    const list = async (limit: number, before = new Date(Date.now() + 60_000)): Promise<Id[]> => {
      const found: Id[] = [];
      for (let after: Id = ''; ;) {
        const page = await logs.executionLog.listUntouched({ before, after, limit }, signal);
        assert.ok(page.length <= limit);
        found.push(...page.map(({ id }) => id));
        const last = page.at(-1);
        if (last === undefined) return found;
        after = last.id;
      }
    };

    it('pages through every active job once, by id', async () => {
      const registered = await Promise.all(Array.from({ length: 23 }, () => register()));
      const ids = registered.map(({ id }) => id);
      const found = (await list(5)).filter((id) => ids.includes(id));
      assert.deepEqual(found, ids.toSorted());
    });

    it('lists the states in which a run is to work, and no other', async () => {
      const byState = new Map<JobState, Id>();
      for (const state of JOB_STATES) {
        const { id } = await register();
        await logs.force(id, state);
        byState.set(state, id);
      }
      const found = await list(100);
      const listed = JOB_STATES.filter((state) => found.includes(byState.get(state) ?? ''));
      assert.deepEqual(listed, JOB_STATES.filter(isActive));
    });

    it('leaves out jobs that were touched since, and those whose progress was', async () => {
      const touched = await register();
      const progressing = await register();
      const run = aRun(progressing.id);
      await logs.runLog.change(run, { kind: 'claim' }, signal);
      const [row] = await logs.asService('select clock_timestamp() as now');
      assert.ok(row?.['now'] instanceof Date);
      const between = new Date(row['now'].getTime() + 1);
      await logs.asService('select pg_sleep(0.01)');
      await logs.runLog.noteProgress(run, 1, { rows: 10, totalRows: 20 }, signal);
      const found = await list(100, between);
      assert.ok(found.includes(touched.id));
      assert.ok(!found.includes(progressing.id));
      assert.ok(!(await list(100, touched.kickedOffAt)).includes(touched.id));
    });
  });
});
