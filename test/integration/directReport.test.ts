import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AppError } from '../../src/domain/errors.ts';
import type { Job, JobState } from '../../src/domain/job.ts';
import { createDirectRowSource } from '../../src/jobs/directRowSource.ts';
import { createOrderDirectReport, type DirectOrder } from '../../src/jobs/orderDirectReport.ts';
import type { RowSource } from '../../src/jobs/ports.ts';
import { createTidyRowSpool } from '../../src/jobs/tidyRowSpool.ts';
import { createDiskRowSpool } from '../../src/storage/diskRowSpool.ts';
import { aRun, createId, DEFINITION, STUDY } from '../support/jobs.ts';
import { aKickstart, createTestKickstart } from '../support/kickstarts.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';
import { createSimulatedTemporal, type SimulatedTemporal } from './model/simulatedTemporal.ts';
import { readAll } from './rowSourceFixture.ts';

const signal = new AbortController().signal;
const PLANTED = '01-701-1015';
const TABLE = {
  columns: ['Subject Id', 'Visit Type'],
  rows: [
    [PLANTED, 'BASELINE'],
    ['1002\n"x"', null],
    ['', 'Größe\u2028'],
  ],
  headers: [{ label: 'investigator', text: 'A. Smith' }],
};
const KEEP_MS = 60_000;
const LONG_AGO = new Date(Date.now() - 2 * 60 * 60 * 1000);
const clinical: RowSource = {
  resolve: () => Promise.reject(new Error('The clinical store was asked.')),
  open: () => Promise.reject(new Error('The clinical store was asked.')),
};

describe('A direct report', () => {
  let logs: Logs;
  let folder: string;
  let temporal: SimulatedTemporal;
  const spool = () => createDiskRowSpool(folder);
  before(async () => {
    logs = await openLogs();
    folder = await mkdtemp(join(tmpdir(), 'spool-'));
  });
  after(async () => {
    await rm(folder, { recursive: true });
    await logs.close();
  });
  beforeEach(() => {
    temporal = createSimulatedTemporal({
      deliver: () => Promise.resolve('answered'),
      onRun: () => undefined,
    });
  });

  const order = (changes: Partial<DirectOrder> = {}): Promise<Job> =>
    createOrderDirectReport({
      executionLog: logs.executionLog,
      starter: temporal.starter,
      catalogue: {
        list: () => [],
        find: (id) => (id === DEFINITION.id ? { definition: DEFINITION, sha256: '' } : undefined),
      },
      studies: {
        findStudy: ({ studyId }) => Promise.resolve(studyId === STUDY.id ? STUDY : undefined),
      },
      spool: spool(),
      startDeadlineMs: 2_000,
    })(
      {
        ...{ studyId: STUDY.id, mode: 'test', reportId: DEFINITION.id, format: 'csv', name: 'Subject Visit' },
        ...{ table: TABLE, caller: { tenantId: 'acme', userId: 'ann' }, requestId: 'request-1' },
        authorize: () => undefined,
        ...changes,
      },
      signal,
    );
  const refusal = (changes: Partial<DirectOrder>) =>
    order(changes).then(
      () => 'accepted',
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    );
  const kickstart = (jobId: string, changes = {}) =>
    createTestKickstart({ executionLog: logs.executionLog, starter: temporal.starter })(
      aKickstart({ jobId, ...changes }),
      signal,
    );
  const queryOf = async (jobId: string) => {
    const record = await logs.executionLog.find(jobId, signal);
    assert.ok(record);
    const { definition, job } = record;
    const scope = { tenantId: job.tenantId, studyId: job.studyId, mode: job.studyMode };
    return { definition, scope, studyName: job.studyName, filters: [] };
  };
  const rowSource = () => createDirectRowSource({ spool: spool(), clinical });
  const read = async (jobId: string) => rowSource().open(await queryOf(jobId), signal);
  const isSpooled = async (jobId: string) => (await readdir(join(folder, 'spool'))).includes(`${jobId}.rows`);
  const tidy = () =>
    createTidyRowSpool({ executionLog: logs.executionLog, spool: spool(), keepMs: KEEP_MS })(signal);

  it('is a job like any other, whose rows are spooled before it stands', async () => {
    const job = await order();
    assert.deepEqual(
      [job.state, job.format, job.reportId, job.reportName, job.studyName],
      ['QUEUED', 'CSV', DEFINITION.id, 'Subject Visit', STUDY.name],
    );
    assert.ok(temporal.findOpen(job.id));
    assert.ok(await isSpooled(job.id));
  });

  it('keeps its cells and headers out of the ExecutionLog and its history', async () => {
    const { id } = await order();
    const rows = await logs.asService(
      'select to_jsonb(l)::text as text from execution_log l where job_id = :id',
      { id },
    );
    const history = await logs.asService(
      'select entry::text as text from execution_log_history where job_id = :id',
      { id },
    );
    const text = JSON.stringify([rows, history]);
    for (const value of [PLANTED, 'BASELINE', 'A. Smith', 'Subject Id'])
      assert.ok(!text.includes(value), value);
    assert.deepEqual([rows.length, history.length], [1, 1]);
  });

  it('gives the rows that were sent, in their order, without asking the clinical store', async () => {
    const { id } = await order();
    const plan = await rowSource().resolve(await queryOf(id), signal);
    assert.deepEqual(plan, { filters: [], header: [], estimatedRows: 3 });
    const snapshot = await read(id);
    assert.deepEqual(await readAll(snapshot), [
      { name: 'Subject Visit', label: 'Subject Visit', columns: TABLE.columns, rows: TABLE.rows },
    ]);
    assert.deepEqual(snapshot.headers, TABLE.headers);
    assert.equal(await snapshot.countSent(), 3);
    const [from] = snapshot.imports;
    assert.equal(from?.at, snapshot.takenAt.toISOString());
    assert.match(from.sha256, /^[0-9a-f]{64}$/);
  });

  it('gives many rows in batches', async () => {
    const rows = Array.from({ length: 2_500 }, (_, index) => [String(index), 'é'.repeat(100)]);
    const { id } = await order({ table: { ...TABLE, rows } });
    const [dataset] = await readAll(await read(id));
    assert.deepEqual(dataset?.rows, rows);
  });

  it('may belong to no report of the catalogue', async () => {
    const { reportName, reportId } = await order({ reportId: null, name: null });
    assert.equal(reportName, 'Direct Report');
    assert.equal((await order({ reportId })).reportId, reportId);
  });

  for (const [code, changes] of [
    ['REPORT_NOT_FOUND', { reportId: createId() }],
    ['BAD_FORMAT', { format: 'XPORT' }],
    ['BAD_FORMAT', { format: 'XLSX' }],
    ['STUDY_NOT_FOUND', { studyId: createId() }],
  ] as const) {
    it(`is refused, and leaves nothing: ${code} ${JSON.stringify(changes)}`, async () => {
      const before = await readdir(join(folder, 'spool'));
      assert.equal(await refusal(changes), code);
      assert.deepEqual(await readdir(join(folder, 'spool')), before);
    });
  }

  it('is refused where the right is missing, before anything is looked for', async () => {
    const authorize = () => {
      throw new AppError('UNAUTHORIZED');
    };
    assert.equal(await refusal({ authorize, reportId: createId() }), 'UNAUTHORIZED');
  });

  it('says that its rows are gone, or are not what was sent', async () => {
    const { id } = await order();
    const query = await queryOf(id);
    await writeFile(join(folder, 'spool', `${id}.rows`), '{"columns":["A"],"headers":[]}\n["other"]\n');
    await assert.rejects(rowSource().open(query, signal), { code: 'FILE_MISMATCH' });
    await spool().remove(id);
    await assert.rejects(rowSource().open(query, signal), { code: 'DIRECT_ROWS_GONE' });
    await assert.rejects(rowSource().resolve(query, signal), { code: 'DIRECT_ROWS_GONE' });
  });

  describe('kickstarted again', () => {
    const inState = async (state: JobState) => {
      const { id } = await order();
      await logs.force(id, state);
      return id;
    };

    for (const state of ['FAILED', 'CANCELLED'] as const) {
      it(`after it ${state} is the same report on the same rows`, async () => {
        const id = await inState(state);
        const open = temporal.findOpen(id);
        assert.ok(open);
        temporal.close(open, 'FAILED.');
        const again = await kickstart(id, { reportId: DEFINITION.id, format: 'CSV' });
        assert.deepEqual([again.state, again.runAttempt, again.reportName], ['QUEUED', 2, 'Subject Visit']);
        assert.deepEqual((await readAll(await read(id)))[0]?.rows, TABLE.rows);
      });
    }

    it('is of no other report', async () => {
      const id = await inState('FAILED');
      await assert.rejects(kickstart(id, { reportId: createId() }), { code: 'REPORT_DIFFERS' });
    });

    it('after its file has expired has to be sent again', async () => {
      const id = await inState('EXPIRED');
      await assert.rejects(kickstart(id), { code: 'DIRECT_ROWS_GONE' });
    });

    it('after it COMPLETED stands as it is', async () => {
      const id = await inState('COMPLETED');
      assert.equal((await kickstart(id)).state, 'COMPLETED');
    });
  });

  describe('tidied up after', () => {
    for (const [state, isKept] of [
      ...(['QUEUED', 'RUNNING', 'PAUSED', 'FAILED', 'CANCELLED'] as const).map(
        (name) => [name, true] as const,
      ),
      ...(['COMPLETED', 'EXPIRED', 'DELETED'] as const).map((name) => [name, false] as const),
    ]) {
      it(`${isKept ? 'keeps' : 'loses'} its rows where it is ${state}`, async () => {
        const { id } = await order();
        await logs.force(id, state);
        await tidy();
        assert.equal(await isSpooled(id), isKept);
      });
    }

    it('keeps the rows of a job that FAILED for as long as it is said', async () => {
      const { id } = await order();
      await logs.runLog.change(aRun(id), { kind: 'claim' }, signal);
      await logs.runLog.change(aRun(id), { kind: 'fail', reason: 'x' }, signal);
      await tidy();
      assert.ok(await isSpooled(id));
      await createTidyRowSpool({ executionLog: logs.executionLog, spool: spool(), keepMs: 0 })(signal);
      assert.ok(!(await isSpooled(id)));
    });

    it('removes rows whose job never came to be, after an hour, and leaves other files alone', async () => {
      const [young, old] = [createId(), createId()];
      for (const id of [young, old]) await spool().write(id, TABLE, signal);
      await utimes(join(folder, 'spool', `${old}.rows`), LONG_AGO, LONG_AGO);
      await writeFile(join(folder, 'spool', 'notes.txt'), 'x');
      await tidy();
      assert.deepEqual([await isSpooled(young), await isSpooled(old)], [true, false]);
      assert.ok((await readdir(join(folder, 'spool'))).includes('notes.txt'));
    });
  });
});
