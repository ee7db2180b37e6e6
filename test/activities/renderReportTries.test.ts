import assert from 'node:assert/strict';
import { open } from 'node:fs/promises';
import { PassThrough } from 'node:stream';

import { AppError } from '../../src/domain/errors.ts';
import { streamOf } from '../support/fileStoreContract.ts';
import {
  committedFile,
  createGate,
  createHarness,
  datasetOf,
  type Harness,
  type Overrides,
} from './renderHarness.ts';

describe('renderReport, tried more than once', () => {
  let harness: Harness | undefined;
  const setUp = async (overrides: Overrides = {}): Promise<Harness> =>
    (harness = await createHarness(overrides));
  afterEach(async () => {
    await harness?.dispose();
    harness = undefined;
  });

  it('has the same outcome when it is run again', async () => {
    const { startTry, listFiles } = await setUp();
    const first = await startTry(1).result;
    const second = await startTry(2).result;
    assert.deepEqual(second, first);
    assert.equal((await listFiles()).length, 1);
  });

  it('refuses a committed file that has changed or is gone', async () => {
    const { startTry, fileStore, row } = await setUp();
    await startTry(1).result;
    await fileStore.remove(committedFile(row));
    await assert.rejects(startTry(2).result, { code: 'FILE_MISMATCH' });
  });

  it('is superseded where the row is another run’s, and touches nothing', async () => {
    const opened: string[] = [];
    const { startTry, listFiles } = await setUp({
      runLog: { beginRender: () => Promise.resolve({ outcome: 'superseded' }) },
      partDeps: {
        rowSource: {
          open() {
            opened.push('snapshot');
            return Promise.reject(new Error('opened'));
          },
        },
      },
    });
    assert.deepEqual(await startTry().result, { outcome: 'superseded' });
    assert.deepEqual(opened, []);
    assert.deepEqual(await listFiles(), []);
  });

  it('is superseded at the commit point, and removes its own file', async () => {
    const { startTry, listFiles } = await setUp({
      runLog: { commitFile: () => Promise.resolve({ outcome: 'superseded' }) },
    });
    assert.deepEqual(await startTry().result, { outcome: 'superseded' });
    assert.deepEqual(await listFiles(), []);
  });

  it('leaves a file whose commit was not answered, and finds it committed when it is tried again', async () => {
    let isLost = false;
    const { startTry, listFiles, row } = await setUp({
      runLog: {
        commitFile(_run, _tryNumber, file) {
          row.committed = file;
          isLost = true;
          return Promise.reject(new AppError('DATABASE_UNAVAILABLE'));
        },
      },
    });
    await assert.rejects(startTry(1).result, { code: 'DATABASE_UNAVAILABLE' });
    assert.ok(isLost);
    const result = await startTry(2).result;
    assert.equal(result.outcome === 'rendered' && result.storageId, committedFile(row).storageId);
    assert.equal((await listFiles()).length, 1);
  });

  it('removes a file whose commit was not made, when it is tried again', async () => {
    let tries = 0;
    const { startTry, listFiles, row } = await setUp({
      runLog: {
        commitFile(_run, _tryNumber, file) {
          tries += 1;
          if (tries === 1) return Promise.reject(new AppError('DATABASE_UNAVAILABLE'));
          row.committed = file;
          return Promise.resolve({ outcome: 'written' });
        },
      },
    });
    await assert.rejects(startTry(1).result, { code: 'DATABASE_UNAVAILABLE' });
    assert.equal((await listFiles()).length, 1);
    await startTry(2).result;
    assert.deepEqual(await listFiles(), [`2.${committedFile(row).storageId}`]);
  });

  it('loses where its part was removed by the try that took over', async () => {
    const source = new PassThrough();
    const part = createGate();
    const sources = [source, streamOf('a\nb\n')];
    const { startTry, listFiles, row } = await setUp({
      datasets: [datasetOf('AE', ['a', 'b'], () => sources.shift() ?? assert.fail())],
      openFile: (path, flags) => open(path, flags).finally(part.open),
    });
    const zombie = startTry(1).result;
    source.write('a\n');
    await part.passed;
    await startTry(2).result;
    source.end('b\n');
    await assert.rejects(zombie, { code: 'FILE_STORE_UNAVAILABLE' });
    assert.deepEqual(await listFiles(), [`2.${committedFile(row).storageId}`]);
  });

  it('loses at the commit point where another try has begun since, and leaves that one’s file alone', async () => {
    const published = createGate();
    const resumed = createGate();
    const { startTry, listFiles, row } = await setUp({
      fileStore: (disk) => ({
        async publish(claim) {
          const stamp = await disk.publish(claim);
          if (claim.tryNumber === 1_000) {
            published.open();
            await resumed.passed;
          }
          return stamp;
        },
      }),
    });
    const zombie = startTry(1).result;
    await published.passed;
    await startTry(2).result;
    resumed.open();
    assert.deepEqual(await zombie, { outcome: 'superseded' });
    assert.deepEqual(await listFiles(), [`2.${committedFile(row).storageId}`]);
  });
});
