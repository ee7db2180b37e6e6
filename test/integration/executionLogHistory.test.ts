import assert from 'node:assert/strict';
import { setMaxListeners } from 'node:events';
import pg from 'pg';

import type { Job } from '../../src/domain/job.ts';
import { aNewJob, aRun } from '../support/jobs.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';

const signal = new AbortController().signal;
setMaxListeners(0, signal);

describe('the history of execution_log', () => {
  let logs: Logs;
  before(async () => {
    logs = await openLogs();
  });
  after(() => logs.close());

  const register = async (): Promise<Job> => {
    const job = await logs.executionLog.register(aNewJob(), signal);
    assert.ok(job);
    return job;
  };
  const readHistory = (jobId: string) =>
    logs.asService(
      `select object_version_number::int as version, actor, operation, members, entry, at
       from execution_log_history where job_id = :jobId order by object_version_number`,
      { jobId },
    );

  it('records who registered the job, when, and which members that gave it', async () => {
    const startedAt = Date.now();
    const job = await register();
    const [entry, ...others] = await readHistory(job.id);
    assert.deepEqual(others, []);
    assert.ok(entry);
    const { version, actor, operation, members, at } = entry;
    assert.deepEqual({ version, actor, operation }, { version: 1, actor: 'ann', operation: 'INSERT' });
    assert.ok(at instanceof Date && Math.abs(at.getTime() - startedAt) < 60_000);
    assert.ok(Array.isArray(members));
    for (const member of ['state', 'run_attempt', 'field_specs', 'definition', 'user_id', 'kicked_off_at']) {
      assert.ok(members.includes(member), member);
    }
    for (const member of ['run_id', 'comment', 'touched_at']) assert.ok(!members.includes(member), member);
  });

  it('names the large members without their content', async () => {
    const [entry] = await readHistory((await register()).id);
    assert.ok(entry);
    const kept = Object.keys(entry['entry'] as object);
    assert.ok(kept.includes('state'));
    assert.deepEqual(
      kept.filter((member) => ['definition', 'plan', 'field_specs', 'ext_field_specs'].includes(member)),
      [],
    );
  });

  it('has one entry a version, each with its actor and the members that it changed', async () => {
    const job = await register();
    const run = aRun(job.id);
    await logs.runLog.change(run, { kind: 'claim' }, signal);
    await logs.runLog.savePlan(run, { filters: [], header: [], estimatedRows: 5 }, signal);
    await logs.runLog.change(run, { kind: 'pause', by: 'bob', reason: 'the network is slow' }, signal);
    const paused = await logs.load(job.id);
    assert.equal(paused.objectVersionNumber, 4);
    assert.equal(paused.operationType, 'UPDATE');
    const entries = (await readHistory(job.id)).slice(1);
    assert.deepEqual(
      entries.map(({ version, actor, operation, members }) => ({ version, actor, operation, members })),
      [
        {
          version: 2,
          actor: `run ${run.runId}`,
          operation: 'UPDATE',
          members: ['first_run_id', 'run_id', 'started_at', 'state'],
        },
        { version: 3, actor: `run ${run.runId}`, operation: 'UPDATE', members: ['plan'] },
        { version: 4, actor: 'bob', operation: 'UPDATE', members: ['comment', 'reason', 'state'] },
      ],
    );
    const last = entries[2]?.['entry'] as Record<string, unknown>;
    assert.equal(last['state'], 'PAUSED');
    assert.equal(last['reason'], 'the network is slow');
  });

  it('counts 40 changes at once without a gap or a double', async () => {
    const job = await register();
    const run = aRun(job.id);
    await logs.runLog.change(run, { kind: 'claim' }, signal);
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        logs.runLog.change(run, { kind: 'comment', by: 'bob', text: `comment ${index}` }, signal),
      ),
    );
    assert.equal((await logs.load(job.id)).objectVersionNumber, 42);
    assert.deepEqual(
      (await readHistory(job.id)).map(({ version }) => version),
      Array.from({ length: 42 }, (_, index) => index + 1),
    );
  });

  it('keeps no trace of a change that changed nothing', async () => {
    const job = await register();
    await logs.runLog.change(aRun(job.id, { runAttempt: 2 }), { kind: 'claim' }, signal);
    await logs.executionLog.closeLostRun({ ...job, state: 'RUNNING' }, 'closed', signal);
    assert.equal((await readHistory(job.id)).length, 1);
  });

  it('is written where it belongs, whatever temporary table bears its name', async () => {
    const job = await register();
    const client = new pg.Client({ connectionString: logs.serviceUrl });
    await client.connect();
    try {
      await client.query('create temporary table execution_log_history (like public.execution_log_history)');
      await client.query('grant all on pg_temp.execution_log_history to public');
      await client.query(`select set_config('app.actor', 'ann', false)`);
      await client.query(`update execution_log set reason = 'hidden' where job_id = $1`, [job.id]);
      const { rows } = await client.query('select * from pg_temp.execution_log_history');
      assert.deepEqual(rows, []);
    } finally {
      await client.end();
    }
    assert.equal((await readHistory(job.id)).length, 2);
  });
});
