import assert from 'node:assert/strict';
import { type FileHandle, mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createDiskFileStore, type OpenFile } from '../../src/storage/diskFileStore.ts';
import { createClaim, describeFileStore, readStored, streamOf } from '../support/fileStoreContract.ts';

const never = new AbortController().signal;

describe('diskFileStore', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'files-'));
  });
  after(async () => {
    await rm(folder, { recursive: true });
  });

  describeFileStore('diskFileStore', () => createDiskFileStore(folder));

  it('keeps one folder a job, whose names say attempt, try and file', async () => {
    const store = createDiskFileStore(folder);
    const claim = createClaim({ runAttempt: 2, tryNumber: 7 });
    await store.writePart(claim, streamOf('a file'), never);
    assert.deepEqual(await readdir(join(folder, claim.jobId)), [`2.7.${claim.storageId}.part`]);
    await store.publish(claim);
    assert.deepEqual(await readdir(join(folder, claim.jobId)), [`2.${claim.storageId}`]);
  });

  it('keeps reports from everybody else on the machine', async () => {
    const store = createDiskFileStore(folder);
    const claim = createClaim();
    await store.writePart(claim, streamOf('a file'), never);
    await store.publish(claim);
    const inside = join(folder, claim.jobId);
    assert.equal((await stat(inside)).mode & 0o007, 0);
    assert.equal((await stat(join(inside, `${claim.runAttempt}.${claim.storageId}`))).mode & 0o007, 0);
  });

  it('removes the folder of a job with its last file', async () => {
    const store = createDiskFileStore(folder);
    const claim = createClaim();
    await store.writePart(claim, streamOf('a file'), never);
    await store.publish(claim);
    await store.removeOthers({ ...claim, keep: null });
    assert.ok(!(await readdir(folder)).includes(claim.jobId));
  });

  it('leaves names alone that are not its own', async () => {
    const store = createDiskFileStore(folder);
    const claim = createClaim();
    await store.writePart(claim, streamOf('a file'), never);
    await writeFile(join(folder, claim.jobId, 'notes.part'), 'x');
    await store.removeOthers({ ...claim, keep: null });
    assert.deepEqual(await readdir(join(folder, claim.jobId)), ['notes.part']);
  });

  for (const [systemCode, code] of [
    ['ENOSPC', 'DISK_FULL'],
    ['EDQUOT', 'DISK_FULL'],
    ['EFBIG', 'DISK_FULL'],
    ['EIO', 'FILE_STORE_UNAVAILABLE'],
  ] as const) {
    it(`answers ${code} where the file system says ${systemCode}, and leaves nothing`, async () => {
      const claim = createClaim();
      const content = streamOf('a file');
      const store = createDiskFileStore(folder, failingDisk(systemCode));
      await assert.rejects(store.writePart(claim, content, never), { code });
      assert.ok(content.destroyed);
      assert.ok(!(await readdir(folder)).includes(claim.jobId));
    });

    it(`says so beforehand: ${systemCode}`, async () => {
      const store = createDiskFileStore(folder, failingDisk(systemCode));
      await assert.rejects(store.check(), { code });
      assert.deepEqual(
        (await readdir(folder)).filter((name) => name.startsWith('.probe')),
        [],
      );
    });
  }

  it('writes on where the disk takes only a part of what it is given', async () => {
    const claim = createClaim();
    const store = createDiskFileStore(folder, slowDisk(3));
    const text = 'a text that is longer than three bytes';
    await store.writePart(claim, streamOf(text.slice(0, 10), text.slice(10)), never);
    assert.equal((await store.publish(claim)).sizeBytes, text.length);
    assert.equal((await readStored(store, claim)).toString(), text);
  });

  it('does not write over a part that is there', async () => {
    const claim = createClaim();
    const store = createDiskFileStore(folder);
    await store.writePart(claim, streamOf('first'), never);
    await assert.rejects(store.writePart(claim, streamOf('second'), never), {
      code: 'FILE_STORE_UNAVAILABLE',
    });
    assert.equal((await store.publish(claim)).sizeBytes, 'first'.length);
  });

  it('is not available where its folder is a file', async () => {
    const path = join(folder, 'a-file');
    await writeFile(path, '');
    const store = createDiskFileStore(join(path, 'files'));
    await assert.rejects(store.check(), { code: 'FILE_STORE_UNAVAILABLE' });
    await assert.rejects(store.writePart(createClaim(), streamOf('x'), never), {
      code: 'FILE_STORE_UNAVAILABLE',
    });
  });
});

type WriteVector = FileHandle['writev'];

function withWriteVector(toWriteVector: (file: FileHandle) => WriteVector): OpenFile {
  return async (path, flags) => {
    const file = await open(path, flags);
    file.writev = toWriteVector(file);
    return file;
  };
}

function failingDisk(code: string): OpenFile {
  return withWriteVector(() => () => Promise.reject(Object.assign(new Error(code), { code })));
}

function slowDisk(mostBytes: number): OpenFile {
  return withWriteVector((file) => async (buffers) => {
    const bytes = Buffer.concat(
      buffers.map((view) => Buffer.from(view.buffer, view.byteOffset, view.byteLength)),
    );
    const { bytesWritten } = await file.write(bytes.subarray(0, mostBytes));
    return { bytesWritten, buffers };
  });
}
