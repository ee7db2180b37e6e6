import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { tryFileLock } from '../../../src/embedded/fileLock.ts';

describe('tryFileLock', () => {
  let path: string;
  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'report-generation-lock-')), 'lock');
  });
  afterEach(() => rm(join(path, '..'), { recursive: true }));

  it('gives a lock to one, and to the next once it is released', async () => {
    const first = await tryFileLock(path);
    assert.ok(first);
    assert.equal(await tryFileLock(path), undefined);
    await first.release();
    assert.ok(await tryFileLock(path));
  });

  it('gives it to exactly one of many that ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => tryFileLock(path)));
    assert.equal(answers.filter((lock) => lock !== undefined).length, 1);
  });

  for (const [what, text] of [
    ['a process that is no more', JSON.stringify({ pid: 2 ** 30, identity: 'x' })],
    ['an earlier process with the id of a living one', JSON.stringify({ pid: process.pid, identity: 'x' })],
    ['nobody, because its holder was killed while writing', ''],
  ] as const) {
    it(`takes over the lock of ${what}`, async () => {
      await writeFile(path, text);
      assert.ok(await tryFileLock(path));
    });
  }
});
