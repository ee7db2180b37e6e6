import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';

import type { ByteSpan } from '../../src/domain/byteSpan.ts';
import type { Id } from '../../src/domain/id.ts';
import type { FileClaim, FileStore, OpenedFile } from '../../src/jobs/ports.ts';

const never = new AbortController().signal;

export function randomId(): string {
  return randomBytes(16).toString('hex').toUpperCase();
}

export function createClaim(members: Partial<FileClaim> = {}): FileClaim {
  return { jobId: randomId(), runAttempt: 1, tryNumber: 1, storageId: randomId(), ...members };
}

export function streamOf(...chunks: readonly (string | Uint8Array)[]): Readable {
  return Readable.from(
    chunks.map((chunk) => Buffer.from(chunk)),
    { objectMode: false },
  );
}

/** A span of a published file, or all of it. */
export async function readStored(
  store: Pick<FileStore, 'open'>,
  file: { jobId: Id; runAttempt: number; storageId: Id },
  span?: ByteSpan,
): Promise<Buffer> {
  const opened = await store.open(file);
  assert.ok(opened, 'the file is there');
  try {
    return await collect(opened, span ?? { start: 0, end: opened.stamp.sizeBytes });
  } finally {
    await opened.close();
  }
}

async function collect(opened: OpenedFile, { start, end }: ByteSpan): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start);
  await opened.read(bytes, start);
  return bytes;
}

/** What every file store must do, wherever it keeps its files. */
export function describeFileStore(name: string, getStore: () => FileStore): void {
  const publish = async (claim: FileClaim, text: string) => {
    await getStore().writePart(claim, streamOf(text), never);
    return await getStore().publish(claim);
  };
  const read = async (claim: FileClaim): Promise<string> => (await readStored(getStore(), claim)).toString();

  describe(`${name} as a file store`, () => {
    it('gives back the bytes that were published, and their number', async () => {
      const claim = createClaim();
      const bytes = randomBytes(5_000_000);
      const content = streamOf(bytes.subarray(0, 3), bytes.subarray(3, 2_000_001), bytes.subarray(2_000_001));
      assert.deepEqual(await getStore().writePart(claim, content, never), { sizeBytes: 5_000_000 });
      assert.equal((await getStore().publish(claim)).sizeBytes, 5_000_000);
      assert.ok((await readStored(getStore(), claim)).equals(bytes));
    });

    it('gives back any span of them', async () => {
      const claim = createClaim();
      const bytes = randomBytes(2_500_000);
      await getStore().writePart(claim, streamOf(bytes), never);
      await getStore().publish(claim);
      for (const [start, end] of [
        [0, 1],
        [2_499_999, 2_500_000],
        [7, 7],
        [400_000, 2_400_001],
      ] as const) {
        const span = await readStored(getStore(), claim, { start, end });
        assert.ok(span.equals(bytes.subarray(start, end)), `${start}-${end}`);
      }
    });

    it('gives the stamp and the bytes of the file that was opened, also once it is removed', async () => {
      const claim = createClaim();
      const stamp = await publish(claim, 'a file');
      const opened = await getStore().open(claim);
      assert.ok(opened);
      await getStore().remove(claim);
      assert.deepEqual(opened.stamp, stamp);
      assert.equal((await collect(opened, { start: 0, end: 6 })).toString(), 'a file');
      await opened.close();
    });

    it('fails a read beyond the end of the file', async () => {
      const claim = createClaim();
      await publish(claim, 'a file');
      await assert.rejects(readStored(getStore(), claim, { start: 0, end: 7 }), { code: 'FILE_MISMATCH' });
    });

    it('may be closed while a read is under way', async () => {
      const claim = createClaim();
      await getStore().writePart(claim, streamOf(randomBytes(3_000_000)), never);
      await getStore().publish(claim);
      const opened = await getStore().open(claim);
      assert.ok(opened);
      const bytes = Buffer.alloc(3_000_000);
      await Promise.all([opened.read(bytes, 0), opened.close()]);
      assert.ok(bytes.some((byte) => byte !== 0));
    });

    it('stores an empty file', async () => {
      const claim = createClaim();
      assert.equal((await publish(claim, '')).sizeBytes, 0);
      assert.equal(await read(claim), '');
    });

    it('shows no file before it is published', async () => {
      const claim = createClaim();
      await getStore().writePart(claim, streamOf('half'), never);
      assert.equal(await getStore().stat(claim), undefined);
    });

    it('answers the same stamp when it publishes and whenever it is asked', async () => {
      const claim = createClaim();
      const stamp = await publish(claim, 'a file');
      assert.deepEqual(await getStore().stat(claim), stamp);
    });

    it('leaves nothing where the content fails, and passes its error on', async () => {
      const claim = createClaim();
      const failure = new Error('the source broke');
      const content = new PassThrough();
      content.write('half');
      content.destroy(failure);
      await assert.rejects(getStore().writePart(claim, content, never), failure);
      await assert.rejects(getStore().publish(claim), { code: 'FILE_STORE_UNAVAILABLE' });
    });

    it('stops at once on an abort although the content does not end, and leaves nothing', async () => {
      const claim = createClaim();
      const abort = new AbortController();
      const reason = new Error('cancelled');
      const content = new PassThrough();
      content.write('half');
      const writing = getStore().writePart(claim, content, abort.signal);
      abort.abort(reason);
      await assert.rejects(writing, reason);
      assert.ok(content.destroyed);
      await assert.rejects(getStore().publish(claim), { code: 'FILE_STORE_UNAVAILABLE' });
    });

    it('writes nothing where it was aborted before', async () => {
      const claim = createClaim();
      const reason = new Error('cancelled');
      await assert.rejects(
        getStore().writePart(claim, streamOf('a file'), AbortSignal.abort(reason)),
        reason,
      );
      await assert.rejects(getStore().publish(claim), { code: 'FILE_STORE_UNAVAILABLE' });
    });

    it('does not publish a part that is gone', async () => {
      await assert.rejects(getStore().publish(createClaim()), { code: 'FILE_STORE_UNAVAILABLE' });
    });

    it('removes parts and files of an attempt but the one to keep', async () => {
      const jobId = randomId();
      const kept = createClaim({ jobId, tryNumber: 3 });
      const lost = createClaim({ jobId, tryNumber: 2 });
      const half = createClaim({ jobId, tryNumber: 1 });
      await publish(kept, 'kept');
      await publish(lost, 'lost');
      await getStore().writePart(half, streamOf('half'), never);
      await getStore().removeOthers({ jobId, runAttempt: 1, keep: kept.storageId });
      assert.equal(await read(kept), 'kept');
      assert.equal(await getStore().stat(lost), undefined);
      await assert.rejects(getStore().publish(half), { code: 'FILE_STORE_UNAVAILABLE' });
    });

    it('removes parts of earlier attempts, but neither their files nor what later attempts write', async () => {
      const jobId = randomId();
      const before = createClaim({ jobId, runAttempt: 1 });
      const halfBefore = createClaim({ jobId, runAttempt: 1, tryNumber: 2 });
      const after = createClaim({ jobId, runAttempt: 3 });
      await publish(before, 'before');
      await getStore().writePart(halfBefore, streamOf('half'), never);
      await getStore().writePart(after, streamOf('after'), never);
      await getStore().removeOthers({ jobId, runAttempt: 2, keep: null });
      assert.equal(await read(before), 'before');
      await assert.rejects(getStore().publish(halfBefore), { code: 'FILE_STORE_UNAVAILABLE' });
      assert.equal((await getStore().publish(after)).sizeBytes, 5);
    });

    it('removes parts and files of earlier attempts once a job is over, but the committed ones', async () => {
      const jobId = randomId();
      const [kept, orphan, half, now, after] = [1, 1, 2, 2, 3].map((runAttempt, tryNumber) =>
        createClaim({ jobId, runAttempt, tryNumber }),
      );
      assert.ok(kept && orphan && half && now && after);
      for (const claim of [kept, orphan, now, after]) await publish(claim, 'a file');
      await getStore().writePart(half, streamOf('half'), never);
      const committed = [kept.storageId, now.storageId];
      await getStore().removeOrphans({ jobId, runAttempt: 2, committed });
      for (const claim of [kept, now, after]) assert.equal(await read(claim), 'a file');
      assert.equal(await getStore().stat(orphan), undefined);
      await assert.rejects(getStore().publish(half), { code: 'FILE_STORE_UNAVAILABLE' });
    });

    it('removes parts of tries before one, but neither files nor the parts of later tries', async () => {
      const jobId = randomId();
      const file = createClaim({ jobId });
      const earlier = createClaim({ jobId, tryNumber: 1 });
      const later = createClaim({ jobId, tryNumber: 3 });
      await publish(file, 'file');
      for (const claim of [earlier, later]) await getStore().writePart(claim, streamOf('half'), never);
      await getStore().removeParts({ jobId, runAttempt: file.runAttempt, before: 2 });
      assert.equal(await read(file), 'file');
      await assert.rejects(getStore().publish(earlier), { code: 'FILE_STORE_UNAVAILABLE' });
      assert.equal((await getStore().publish(later)).sizeBytes, 4);
    });

    it('leaves other jobs alone', async () => {
      const other = createClaim();
      await publish(other, 'other');
      await getStore().removeOthers({ jobId: randomId(), runAttempt: 1, keep: null });
      assert.equal(await read(other), 'other');
    });

    it('removes a file or a part by its id, as often as it is asked', async () => {
      const published = createClaim();
      const part = createClaim({ jobId: published.jobId });
      await publish(published, 'a file');
      await getStore().writePart(part, streamOf('half'), never);
      for (const claim of [published, published, part, part]) await getStore().remove(claim);
      assert.equal(await getStore().stat(published), undefined);
      await assert.rejects(getStore().publish(part), { code: 'FILE_STORE_UNAVAILABLE' });
    });

    it('refuses ids and numbers that could lead elsewhere', async () => {
      const bad = [
        { jobId: '../../etc' },
        { storageId: '..' },
        { storageId: randomId().toLowerCase() },
        { runAttempt: 1.5 },
      ];
      for (const members of bad) {
        const claim = createClaim(members);
        await assert.rejects(getStore().writePart(claim, streamOf('x'), never), { code: 'INTERNAL' });
        await assert.rejects(getStore().publish(claim), { code: 'INTERNAL' });
        await assert.rejects(getStore().stat(claim), { code: 'INTERNAL' });
      }
    });

    it('opens no file that is not there', async () => {
      assert.equal(await getStore().open(createClaim()), undefined);
    });

    it('says that it can be written to', async () => {
      await getStore().check();
    });
  });
}
