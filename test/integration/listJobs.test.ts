import assert from 'node:assert/strict';
import pg from 'pg';

import { openDatabase } from '../../src/db/connection.ts';
import { createJobList } from '../../src/db/jobList.ts';
import { AppError } from '../../src/domain/errors.ts';
import type { Id } from '../../src/domain/id.ts';
import { JOB_STATES } from '../../src/domain/job.ts';
import type { ListMoment } from '../../src/domain/listMoment.ts';
import { createListJobs, type JobListQuery } from '../../src/jobs/listJobs.ts';
import type { JobPage, NewJob } from '../../src/jobs/ports.ts';
import { aNewJob, aRun, createId, DEFINITION } from '../support/jobs.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';

type Knex = ReturnType<typeof openDatabase>;

describe('listJobs', () => {
  let logs: Logs;
  let knex: Knex;
  let studyId: Id;
  before(async () => {
    logs = await openLogs();
    knex = openDatabase({ url: logs.serviceUrl, poolSize: 8, applicationName: 'test', timeoutMs: 10_000 });
  });
  after(async () => {
    await knex.destroy();
    await logs.close();
  });
  beforeEach(() => {
    studyId = createId();
  });

  const list = (changes: Partial<JobListQuery> = {}): Promise<JobPage> =>
    createListJobs(createJobList(knex))(
      {
        ...{ tenantId: 'acme', studyId, mode: 'test', reportId: null, states: null, userId: null },
        ...{ kickoffFrom: null, kickoffTo: null, limit: 50, offset: 0, asOf: null },
        authorize: () => undefined,
        ...changes,
      },
      new AbortController().signal,
    );
  const idsOf = async (changes: Partial<JobListQuery> = {}): Promise<Id[]> =>
    (await list(changes)).jobs.map(({ id }) => id);
  const register = async (changes: Partial<NewJob> = {}): Promise<Id> => {
    const job = await logs.executionLog.register(
      aNewJob({ studyId, ...changes }),
      new AbortController().signal,
    );
    assert.ok(job);
    return job.id;
  };
  const registerMany = async (count: number): Promise<Id[]> => {
    const ids: Id[] = [];
    for (let made = 0; made < count; made += 1) ids.push(await register());
    // Jobs of the same millisecond stand by their ids.
    const rows = await logs.asService(
      'select job_id from execution_log where job_id = any(:ids) order by kicked_off_at desc, job_id desc',
      { ids },
    );
    return rows.map((row) => String(row['job_id']));
  };
  const pageThrough = async (limit: number, first: JobPage, between: () => Promise<unknown>) => {
    const found = first.jobs.map(({ id }) => id);
    const asOf: ListMoment | null = first.asOf;
    for (let offset = limit; offset < first.total; offset += limit) {
      await between();
      const page = await list({ limit, offset, asOf });
      assert.equal(page.total, first.total);
      found.push(...page.jobs.map(({ id }) => id));
    }
    return found;
  };

  it('answers the newest first, a page at a time, with how many there are', async () => {
    const ids = await registerMany(12);
    for (const offset of [0, 1, 5, 6, 7, 10, 11, 12, 15, 2_147_483_647]) {
      const { jobs, total } = await list({ limit: 5, offset });
      assert.deepEqual(
        jobs.map(({ id }) => id),
        ids.slice(offset, offset + 5),
      );
      assert.equal(total, 12);
    }
  });

  it('answers whole jobs, their progress included', async () => {
    const id = await register();
    const signal = new AbortController().signal;
    await logs.runLog.change(aRun(id), { kind: 'claim' }, signal);
    await logs.runLog.noteProgress(aRun(id), 1, { rows: 10, totalRows: 20 }, signal);
    const [job] = (await list()).jobs;
    assert.deepEqual(job, await logs.load(id));
    assert.deepEqual(job.progress, { rows: 10, totalRows: 20 });
  });

  it('answers an empty list, and no moment, where there is no job', async () => {
    assert.deepEqual(await list(), { jobs: [], total: 0, asOf: null });
  });

  it('keeps tenants, studies, modes and the tenant’s own jobs apart', async () => {
    const tenantId = `tenant-${studyId}`;
    const own = await register({ tenantId });
    const active = await register({ tenantId, studyMode: 'active' });
    const other = await register({ tenantId, studyId: createId() });
    const tenants = await register({ tenantId, studyId: null, studyName: null, studyMode: null });
    assert.deepEqual(await idsOf({ tenantId }), [own]);
    assert.deepEqual(await idsOf({ tenantId, mode: 'active' }), [active]);
    assert.deepEqual(await idsOf({ tenantId, mode: 'training' }), []);
    assert.deepEqual(await idsOf({ tenantId, studyId: null, mode: null }), [tenants]);
    assert.deepEqual(await idsOf({ tenantId: 'another' }), []);
    assert.ok(![own, active, tenants].includes(other));
  });

  it('without a mode lists those that the caller may see, and refuses where there are none', async () => {
    const active = await register({ studyMode: 'active' });
    await register({ studyMode: 'training' });
    const test = await register();
    const only =
      (...modes: string[]): JobListQuery['authorize'] =>
      ({ mode }) => {
        if (!modes.includes(mode ?? '')) throw new AppError('FORBIDDEN');
      };
    const found = await list({ mode: null, authorize: only('test', 'active') });
    assert.deepEqual(found.jobs.map(({ id }) => id).toSorted(), [active, test].toSorted());
    assert.equal(found.total, 2);
    for (const refused of [{ mode: null }, { mode: 'test' as const }, { studyId: null, mode: null }])
      await assert.rejects(list({ ...refused, authorize: only() }), { code: 'FORBIDDEN' });
  });

  it('filters by report, user and time of kick-off', async () => {
    const definition = { ...DEFINITION, id: createId() };
    const [one, two] = [await register(), await register({ report: { definition, sha256: '' } })];
    const three = await register({ userId: 'bob' });
    assert.deepEqual(await idsOf({ reportId: definition.id }), [two]);
    assert.deepEqual(await idsOf({ userId: 'bob' }), [three]);
    assert.deepEqual(await idsOf({ userId: 'bob', reportId: definition.id }), []);
    const at = async (id: Id, later = 0) => new Date((await logs.load(id)).kickedOffAt.getTime() + later);
    assert.ok((await idsOf({ kickoffFrom: await at(two), kickoffTo: await at(two) })).includes(two));
    assert.ok(!(await idsOf({ kickoffFrom: await at(one, 1) })).includes(one));
    assert.ok(!(await idsOf({ kickoffTo: await at(three, -1) })).includes(three));
  });

  it('filters by state, and shows deleted jobs only where they are asked for', async () => {
    const ids = new Map<string, Id>();
    for (const state of JOB_STATES) {
      const id = await register();
      await logs.force(id, state);
      ids.set(state, id);
    }
    for (const state of JOB_STATES) assert.deepEqual(await idsOf({ states: [state] }), [ids.get(state)]);
    const two = [ids.get('FAILED'), ids.get('DELETED')];
    assert.deepEqual((await idsOf({ states: ['FAILED', 'DELETED'] })).toSorted(), two.toSorted());
    const shown = await list();
    assert.equal(shown.total, JOB_STATES.length - 1);
    assert.ok(!shown.jobs.some(({ state }) => state === 'DELETED'));
  });

  it('neither skips nor repeats while jobs are added between pages', async () => {
    const ids = await registerMany(11);
    const first = await list({ limit: 3 });
    assert.deepEqual(await pageThrough(3, first, register), ids);
    assert.equal((await list()).total, 14);
  });

  it('leaves out a job whose earlier kick-off became visible after the first page', async () => {
    const writer = new pg.Client({ connectionString: logs.serviceUrl });
    await writer.connect();
    try {
      const seen = await register();
      await writer.query(`begin; select set_config('app.actor', 'late', true)`);
      const late = createId();
      await writer.query(
        `insert into execution_log (job_id, tenant_id, state, run_attempt, study_id, study_mode, report_id, report_name,
           format, definition, definition_sha256, field_specs, ext_field_specs, user_id, request_id, kicked_off_at)
         select $1, tenant_id, 'QUEUED', 1, study_id, study_mode, report_id, report_name, format, definition,
           definition_sha256, field_specs, ext_field_specs, user_id, request_id, kicked_off_at
         from execution_log where job_id = $2`,
        [late, seen],
      );
      const newest = await register();
      const first = await list({ limit: 1 });
      await writer.query('commit');
      assert.deepEqual(await pageThrough(1, first, () => Promise.resolve()), [newest, seen]);
      assert.equal((await list()).total, 3);
    } finally {
      await writer.end();
    }
  });

  it('neither skips nor repeats while many add jobs at the same time', async () => {
    await registerMany(20);
    let isPaging = true;
    const adding = Array.from({ length: 8 }, async () => {
      while (isPaging) await register();
    });
    for (let round = 0; round < 5; round += 1) {
      const first = await list({ limit: 7 });
      const whole = await idsOf({ limit: 5_000, asOf: first.asOf });
      const found = await pageThrough(7, first, () => Promise.resolve());
      assert.equal(found.length, first.total);
      assert.deepEqual(found, whole);
    }
    isPaging = false;
    await Promise.all(adding);
  });

  it('looks at the index alone for the ids of a page', async () => {
    await logs.asAdmin('set enable_seqscan = off; set enable_bitmapscan = off');
    const [row] = await logs.asAdmin(
      `explain (format json) select job_id from execution_log where tenant_id = 'acme' and study_id = '${studyId}'
         and study_mode = 'test' and state <> 'DELETED' order by kicked_off_at desc, job_id desc limit 50 offset 100000`,
    );
    const plan = JSON.stringify(row);
    assert.match(plan, /Index Only Scan.*execution_log_newest/);
    assert.doesNotMatch(plan, /"Sort"/);
  });
});
