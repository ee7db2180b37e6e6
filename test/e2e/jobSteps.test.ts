import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { open, readdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import type { RequestOf } from '../../src/client/index.ts';
import { assertHistory, assertOneFile, listFiles } from '../support/e2e/assertOneFile.ts';
import { kickstart, kickstartHeld, pollState } from '../support/e2e/jobs.ts';
import { refusalOf } from '../support/e2e/reportingClient.ts';
import type { Stack } from '../support/e2e/stack.ts';
import { useStack } from '../support/e2e/useStack.ts';

type Step = 'pause' | 'resume' | 'cancel';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('A job steered over REST', function () {
  this.timeout(240_000);
  const shared = useStack();

  const tell = async ({ client }: Stack, jobId: string, step: Step, reason: string) => {
    const request = { path: { jobId }, query: client.place, body: { reason } };
    return (await client.call(`${step}ReportJob`, request)).data;
  };
  const waitForChange = async ({ client }: Stack, jobId: string) => {
    const request = { path: { jobId }, query: client.place, header: { Prefer: 'wait=60' } };
    const { headers, data } = await client.call('getReportJob', request, {
      signal: AbortSignal.timeout(65_000),
    });
    assert.equal(headers.get('preference-applied'), 'wait=60');
    return data;
  };
  const remove = async ({ client }: Stack, jobId: string) => {
    const query = { ...client.place, id: jobId, reason: 'a test' };
    assert.equal((await client.call('deleteReport', { query })).status, 204);
  };
  const download = ({ client }: Stack, jobId: string, header: RequestOf<'downloadReport'>['header'] = {}) =>
    client.call('downloadReport', { query: { ...client.place, id: jobId }, header });

  it('is paused in its render, commented, resumed and done', async () => {
    const { stack, undisturbed } = shared();
    const { jobId, hold } = await kickstartHeld(stack);
    await tell(stack, jobId, 'pause', 'an import is due');
    const paused = await waitForChange(stack, jobId);
    assert.deepEqual([paused.rptRunStatus, paused.reason], ['PAUSED', 'an import is due']);
    hold.release();
    const { call, place } = stack.client;
    const body = { text: 'nearly there' };
    await call('commentReportJob', { path: { jobId }, query: place, body });
    await tell(stack, jobId, 'resume', 'it is done');
    const file = await assertOneFile(stack, jobId);
    assert.equal(file.sha256, undisturbed.sha256);
    assert.match(file.log.comment ?? '', /: nearly there$/m);
    await assertHistory(stack, jobId);
    assert.equal((await refusalOf(tell(stack, jobId, 'cancel', 'too late'))).status, 409);
    const { history } = (await call('getReportJobHistory', { path: { jobId }, query: place })).data;
    assert.deepEqual(
      history.flatMap(({ entry }) => entry['rptRunStatus'] ?? []),
      ['QUEUED', 'RUNNING', 'PAUSED', 'RUNNING', 'COMPLETED'],
    );
  });

  it('that no run has claimed is cancelled at once, and stays cancelled when a worker comes', async () => {
    const { stack } = shared();
    await stack.worker.kill();
    const jobId = await kickstart(stack);
    const cancelled = await tell(stack, jobId, 'cancel', 'ordered twice');
    assert.deepEqual([cancelled.rptRunStatus, cancelled.reason], ['CANCELLED', 'ordered twice']);
    await stack.restartWorker();
    await assertOneFile(stack, await kickstart(stack));
    assert.deepEqual(await stack.client.findJob(jobId), cancelled);
    assert.deepEqual(await listFiles(stack, jobId), []);
  });

  it('is deleted in the middle of its render', async () => {
    const { stack } = shared();
    const { jobId, hold } = await kickstartHeld(stack);
    await remove(stack, jobId);
    hold.release();
    const deleted = await stack.client.findJob(jobId);
    assert.deepEqual([deleted.rptRunStatus, deleted.reason], ['DELETED', 'a test']);
    assert.deepEqual(await listFiles(stack, jobId), []);
    await remove(stack, jobId);
    await assertHistory(stack, jobId);
  });

  it('is deleted with its file once it is done, and cannot be had again', async () => {
    const { stack } = shared();
    const jobId = await kickstart(stack);
    await pollState(stack, jobId, 'COMPLETED');
    assert.equal((await listFiles(stack, jobId)).length, 1);
    await remove(stack, jobId);
    assert.deepEqual(await listFiles(stack, jobId), []);
    assert.equal((await refusalOf(download(stack, jobId))).status, 409);
    assert.equal((await refusalOf(stack.client.post({ jobId }))).status, 409);
  });

  it('is deleted while the store cannot remove its file, which the reconciliation does later', async () => {
    const { stack } = shared();
    const jobId = await kickstart(stack);
    await pollState(stack, jobId, 'COMPLETED');
    // What a crash between the two leaves: the row says DELETED and names the file.
    await stack.query(
      `with actor as materialized (select set_config('app.actor', 'a crash', true) as name)
       update execution_log set state = 'DELETED' from actor where job_id = $1 and actor.name <> ''`,
      [jobId],
    );
    assert.equal((await listFiles(stack, jobId)).length, 1);
    for (;;) {
      const { fileStorageId } = await stack.client.findJob(jobId);
      if (fileStorageId === null) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.deepEqual(await listFiles(stack, jobId), []);
  });

  it('has a file that is downloaded in parts, and never whole once its bytes were changed', async () => {
    const { stack, undisturbed } = shared();
    const jobId = await kickstart(stack);
    await pollState(stack, jobId, 'COMPLETED');
    const first = await download(stack, jobId, { Range: 'bytes=0-999999' });
    assert.equal(first.status, 206);
    const tag = first.headers.get('etag') ?? '';
    assert.equal(tag, `"${undisturbed.sha256}"`);
    const rest = await download(stack, jobId, { Range: 'bytes=1000000-', 'If-Range': tag });
    const parts = [await buffer(first.data), await buffer(rest.data)];
    assert.equal(sha256(Buffer.concat(parts)), undisturbed.sha256);
    assert.equal((await refusalOf(download(stack, jobId, { 'If-None-Match': tag }))).status, 304);

    const folder = join(stack.filesDir, jobId);
    const [name = ''] = await readdir(folder);
    const path = join(folder, name);
    const { atime, mtime } = await stat(path);
    const file = await open(path, 'r+');
    await file.write('X', 1_500_000);
    await file.close();
    assert.equal((await refusalOf(download(stack, jobId))).status, 500);
    await utimes(path, atime, mtime);
    // Size, time and inode are those of the record again, as far as a time can be set back.
    await stack.query(
      `update report_file set stamp = jsonb_set(stamp, '{modifiedAt}', to_jsonb($2::text)) where job_id = $1`,
      [jobId, (await stat(path, { bigint: true })).mtime.toISOString()],
    );
    const changed = await download(stack, jobId);
    assert.equal(changed.status, 200);
    await assert.rejects(buffer(changed.data));
  });
});
