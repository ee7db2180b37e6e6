import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';

import { fromBufferPromise } from 'yauzl';

import { zipParts } from '../../../src/render/zip/zipParts.ts';
import { unzip } from '../../support/unzip.ts';

const MIB = 1024 * 1024;
const SIZE = 2 ** 32 + MIB;
const ZEROS = Buffer.alloc(MIB);

function* zeros(): Generator<Buffer> {
  for (let written = 0; written < SIZE; written += ZEROS.length) yield ZEROS;
}

describe('a ZIP', () => {
  it('keeps the checksum of a file whose last chunks are empty', async () => {
    const none = Buffer.alloc(0).subarray(0, 0);
    const archive = await buffer(zipParts([{ name: 'a', bytes: () => [Buffer.from('abc'), none] }]));
    const [file] = await unzip(archive);
    assert.equal(file?.content.toString(), 'abc');
  });

  it('holds a file of more than 4 GiB, and one behind it, so that a reader finds every byte', async function () {
    this.timeout(300_000);
    const small = Buffer.from('behind');
    const parts = [
      { name: 'large.csv', bytes: zeros },
      { name: 'small.csv', bytes: () => [small] },
    ];
    const archive = await buffer(zipParts(parts));
    const zip = await fromBufferPromise(archive, { lazyEntries: true });
    const found: { name: string; size: number; header: Buffer; descriptor: Buffer }[] = [];
    for await (const entry of zip.eachEntry()) {
      let size = 0;
      let sum = 0;
      const content = await zip.openReadStreamPromise(entry);
      for await (const chunk of content as AsyncIterable<Buffer>) {
        size += chunk.length;
        sum = crc32(chunk, sum);
      }
      assert.equal(sum, entry.crc32);
      assert.equal(size, entry.uncompressedSize);
      const start = entry.relativeOffsetOfLocalHeader;
      const header = archive.subarray(start, start + 30 + entry.fileName.length);
      const end = start + header.length + entry.compressedSize;
      found.push({ name: entry.fileName, size, header, descriptor: archive.subarray(end, end + 24) });
    }
    assert.deepEqual(
      found.map(({ name, size }) => [name, size]),
      [
        ['large.csv', SIZE],
        ['small.csv', small.length],
      ],
    );
    // Whoever reads it as a stream learns sizes and checksum from what follows the bytes, as the flag says.
    for (const { header } of found) {
      assert.equal(header.readUInt32LE(0), 0x04034b50);
      assert.equal(header.readUInt16LE(6) & 0x08, 0x08);
      assert.deepEqual(
        [header.readUInt32LE(18), header.readUInt32LE(22), header.readUInt16LE(28)],
        [0, 0, 0],
      );
    }
    const [large, behind] = found.map(({ descriptor }) => descriptor);
    assert.ok(large && behind);
    assert.deepEqual([large.readUInt32LE(0), large.readBigUInt64LE(16)], [0x08074b50, BigInt(SIZE)]);
    assert.deepEqual([behind.readUInt32LE(0), behind.readUInt32LE(12)], [0x08074b50, small.length]);
  });
});
