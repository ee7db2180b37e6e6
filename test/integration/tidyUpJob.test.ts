import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Id } from '../../src/domain/id.ts';
import { createTidyUpJob } from '../../src/jobs/tidyUpJob.ts';
import { createDiskFileStore } from '../../src/storage/diskFileStore.ts';
import { createClaim, streamOf } from '../support/fileStoreContract.ts';
import { aFile, aNewJob, aRun } from '../support/jobs.ts';
import { type Logs, openLogs } from '../support/openLogs.ts';

const signal = new AbortController().signal;

describe('tidyUpJob', () => {
  let logs: Logs;
  let folder: string;
  let removedRows: Id[];
  before(async () => {
    logs = await openLogs();
    folder = await mkdtemp(join(tmpdir(), 'files-'));
  });
  after(async () => {
    await logs.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    removedRows = [];
  });

  const tidyUp = (job: { id: Id; runAttempt: number; fileStorageId: Id | null }) => {
    const spool = { remove: (id: Id) => Promise.resolve(void removedRows.push(id)) };
    const log = { warn: (fields: object) => assert.fail(JSON.stringify(fields)) };
    const fileStore = createDiskFileStore(folder);
    const { runAttempt, fileStorageId } = job;
    const finished = { tenantId: 'acme', jobId: job.id, runAttempt, fileStorageId };
    return createTidyUpJob({ executionLog: logs.executionLog, fileStore, spool, log })(finished, signal);
  };
  const publish = async (file: { jobId: Id; runAttempt: number; storageId?: Id }) => {
    const claim = createClaim(file);
    const store = createDiskFileStore(folder);
    await store.writePart(claim, streamOf('a file'), signal);
    await store.publish(claim);
    return `${claim.runAttempt}.${claim.storageId}`;
  };
  const registered = async () => {
    const job = await logs.executionLog.register(aNewJob(), signal);
    assert.ok(job);
    return job;
  };
  const committed = async () => {
    const { id } = await registered();
    const run = aRun(id);
    const file = aFile(run);
    await logs.runLog.change(run, { kind: 'claim' }, signal);
    await logs.runLog.beginRender(run, 1, signal);
    await logs.runLog.commitFile(run, 1, file, signal);
    return { job: await logs.load(id), file };
  };

  it('removes a file that an earlier attempt published and could not commit', async () => {
    const { id } = await registered();
    await publish({ jobId: id, runAttempt: 1 });
    await tidyUp({ id, runAttempt: 2, fileStorageId: null });
    assert.deepEqual(await readdir(folder), []);
    assert.deepEqual(removedRows, []);
  });

  it('keeps what was committed, by whatever attempt, and needs no sent rows any more', async () => {
    const { job, file } = await committed();
    const names = [await publish(file)];
    await logs.force(job.id, 'EXPIRED');
    const lost = await publish({ jobId: job.id, runAttempt: 1 });
    const orphan = await publish({ jobId: job.id, runAttempt: 2 });
    assert.deepEqual((await readdir(join(folder, job.id))).toSorted(), [...names, lost, orphan].toSorted());
    await tidyUp({ ...job, runAttempt: 2 });
    assert.deepEqual(await readdir(join(folder, job.id)), names);
    assert.deepEqual(removedRows, [job.id]);
  });

  it('removes what other tries left beside the file of a first attempt', async () => {
    const { job, file } = await committed();
    const kept = await publish(file);
    await publish({ jobId: job.id, runAttempt: 1 });
    await tidyUp(job);
    assert.deepEqual(await readdir(join(folder, job.id)), [kept]);
  });
});
