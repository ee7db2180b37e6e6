import assert from 'node:assert/strict';

import { canTransition, JOB_STATES, type JobState } from '../../src/domain/job.ts';
import { aNewJob } from '../support/jobs.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';

const signal = new AbortController().signal;

describe('the transitions of execution_log', () => {
  let logs: Logs;
  before(async () => {
    logs = await openLogs();
  });
  after(() => logs.close());

  const register = async (): Promise<string> => {
    const job = await logs.executionLog.register(aNewJob(), signal);
    assert.ok(job);
    return job.id;
  };

  /** What the database answers to the change, whatever the adapters would have asked for. */
  const tryChange = (jobId: string, set: string): Promise<string> =>
    logs
      .asService(
        `with actor as materialized (select set_config('app.actor', 'ann', true) as name)
         update execution_log set ${set} from actor where job_id = :jobId and actor.name <> '' returning job_id`,
        { jobId },
      )
      .then((rows) => (rows.length === 1 ? 'changed' : 'no row'), readCode);

  const findTargets = async (from: JobState, isNewAttempt: boolean): Promise<JobState[]> => {
    const targets: JobState[] = [];
    for (const to of JOB_STATES) {
      const jobId = await register();
      await logs.force(jobId, from);
      const attempt = isNewAttempt ? ', run_attempt = run_attempt + 1' : '';
      const answer = await tryChange(jobId, `state = '${to}'${attempt}`);
      assert.ok(['changed', 'RG002'].includes(answer), answer);
      if (answer === 'changed') targets.push(to);
    }
    return targets;
  };

  for (const from of JOB_STATES) {
    for (const isNewAttempt of [false, true]) {
      const when = isNewAttempt ? 'with the next attempt' : 'within an attempt';
      it(`go from ${from} ${when} only where the domain allows it`, async () => {
        const expected = JOB_STATES.filter((to) => canTransition(from, to, isNewAttempt));
        assert.deepEqual(await findTargets(from, isNewAttempt), expected);
      });
    }
  }

  for (const set of [
    "state = 'QUEUED', run_attempt = run_attempt + 2",
    "state = 'QUEUED', run_attempt = run_attempt - 1",
    "job_id = repeat('0', 32)",
    "tenant_id = 'other'",
  ]) {
    it(`refuse ${set}`, async () => {
      const jobId = await register();
      assert.equal(await tryChange(jobId, `run_attempt = 2, state = 'QUEUED'`), 'changed');
      assert.equal(await tryChange(jobId, set), 'RG002');
    });
  }

  it('refuse a change without an actor', async () => {
    const jobId = await register();
    const change = logs.asService('update execution_log set reason = :reason where job_id = :jobId', {
      jobId,
      reason: 'nobody',
    });
    assert.equal(await change.then(() => 'changed', readCode), 'RG001');
    assert.equal((await logs.load(jobId)).reason, null);
  });

  it('refuse a change with an empty actor', async () => {
    const jobId = await register();
    const change = logs.asService(
      `with actor as materialized (select set_config('app.actor', '', true) as name)
       update execution_log set reason = 'nobody' from actor where job_id = :jobId and actor.name is not null`,
      { jobId },
    );
    assert.equal(await change.then(() => 'changed', readCode), 'RG001');
  });

  it('lose the actor with the transaction that set it', async () => {
    const jobId = await register();
    for (let connection = 0; connection < 16; connection += 1) {
      const change = logs.asService(`update execution_log set reason = 'late' where job_id = :jobId`, {
        jobId,
      });
      assert.equal(await change.then(() => 'changed', readCode), 'RG001');
    }
  });

  for (const [what, state, runAttempt] of [
    ['in another state than QUEUED', 'RUNNING', 1],
    ['with a later attempt', 'QUEUED', 2],
  ] as const) {
    it(`begin no job ${what}`, async () => {
      const { id } = aNewJob();
      const insert = logs.asService(
        `with actor as materialized (select set_config('app.actor', 'ann', true) as name)
         insert into execution_log (job_id, tenant_id, state, run_attempt, report_id, report_name, format, definition,
           definition_sha256, field_specs, ext_field_specs, user_id, request_id, kicked_off_at)
         select :id, 'acme', :state, :runAttempt, 'r', 'r', 'CSV', '{}', '', '[]', '[]', actor.name, '', now() from actor`,
        { id, state, runAttempt },
      );
      assert.equal(await insert.then(() => 'inserted', readCode), 'RG002');
    });
  }
});

function readCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}
