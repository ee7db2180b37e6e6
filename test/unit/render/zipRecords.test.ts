import assert from 'node:assert/strict';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openPromise } from 'yauzl';

import { toDataDescriptor, toDirectory, type ZipRecord } from '../../../src/render/zip/zipRecords.ts';

const SMALL: ZipRecord = { name: 'a.xml', crc32: 1, compressed: 10, uncompressed: 20, offset: 0 };
const LARGE: ZipRecord = {
  name: 'ü.xml',
  crc32: 0xffff_ffff,
  compressed: 4_999_999_000,
  uncompressed: 2 ** 40,
  offset: 100,
};
const FAR: ZipRecord = { ...SMALL, name: 'b.xml', offset: 4_999_999_500 };

/** What a reader finds in the directory of an archive of 5 GB, all of it a hole. */
async function readBack(records: readonly ZipRecord[]): Promise<ZipRecord[]> {
  const folder = await mkdtemp(join(tmpdir(), 'zip-'));
  try {
    const path = join(folder, 'large.zip');
    const file = await open(path, 'w');
    await file.write(toDirectory(records, 5_000_000_000), 0, undefined, 5_000_000_000);
    await file.close();
    const zip = await openPromise(path, { lazyEntries: true });
    const read: ZipRecord[] = [];
    for await (const entry of zip.eachEntry()) {
      read.push({
        name: entry.fileName,
        crc32: entry.crc32,
        compressed: entry.compressedSize,
        uncompressed: entry.uncompressedSize,
        offset: entry.relativeOffsetOfLocalHeader,
      });
    }
    return read;
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the directory of a ZIP', () => {
  it('names sizes and places beyond 4 GiB so that a reader finds them', async () => {
    assert.deepEqual(await readBack([SMALL, LARGE, FAR]), [SMALL, LARGE, FAR]);
  });

  it('is no ZIP64 where nothing needs it', () => {
    assert.equal(toDirectory([SMALL], 100).length, 46 + SMALL.name.length + 22);
    assert.equal(toDataDescriptor(SMALL).length, 16);
    assert.equal(toDataDescriptor(LARGE).length, 24);
  });
});
