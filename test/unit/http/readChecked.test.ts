import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

import { AppError } from '../../../src/domain/errors.ts';
import { createReadChecked } from '../../../src/http/download/readChecked.ts';
import { PIECE_BYTES } from '../../../src/http/download/readSpan.ts';
import type { OpenedFile } from '../../../src/jobs/ports.ts';

const PIECES = 30;
const BYTES = randomBytes(PIECES * PIECE_BYTES - 77);
const EXPECTED = { sizeBytes: BYTES.length, sha256: createHash('sha256').update(BYTES).digest('hex') };

describe('reading a file that is checked', () => {
  it('gives every byte, and refuses the last piece where one byte is another', async () => {
    const readChecked = createReadChecked();
    assert.ok((await collect(readChecked(open(), EXPECTED))).equals(BYTES));
    for (const at of [0, PIECE_BYTES, BYTES.length - 1]) {
      const other = Buffer.from(BYTES);
      other[at] = (other[at] ?? 0) ^ 1;
      const reading = readChecked(open({ bytes: other }), EXPECTED);
      for (let piece = 1; piece < PIECES; piece++) await reading.next();
      await assert.rejects(reading.next(), { code: 'FILE_MISMATCH' });
    }
  });

  it('reads once for all who begin together, however they take turns', async () => {
    const readChecked = createReadChecked();
    const files = Array.from({ length: 5 }, () => open());
    const readings = files.map((file) => collect(readChecked(file, EXPECTED)));
    for (const bytes of await Promise.all(readings)) assert.ok(bytes.equals(BYTES));
    assert.equal(
      files.reduce((sum, { reads }) => sum + reads(), 0),
      PIECES,
    );
  });

  it('lets one that has fallen behind go on with its own reads', async () => {
    const readChecked = createReadChecked();
    const slow = readChecked(open(), EXPECTED);
    const first = Buffer.from(await next(slow));
    const fast = collect(readChecked(open(), EXPECTED));
    assert.ok((await fast).equals(BYTES));
    assert.ok(Buffer.concat([first, await collect(slow)]).equals(BYTES));
  });

  it('goes on with its own file where another reader’s fails, and tells what its own throws', async () => {
    const readChecked = createReadChecked();
    const failing = collect(readChecked(open({ failsAt: 3 }), EXPECTED));
    const sound = collect(readChecked(open(), EXPECTED));
    await assert.rejects(failing, { code: 'FILE_STORE_UNAVAILABLE' });
    assert.ok((await sound).equals(BYTES));
  });

  it('keeps what a reader holds from being written over once it has left', async () => {
    const readChecked = createReadChecked();
    const leaving = readChecked(open(), EXPECTED);
    const other = readChecked(open(), EXPECTED);
    const held = await next(leaving);
    await leaving.return(undefined);
    assert.ok((await collect(other)).equals(BYTES));
    assert.ok(BYTES.subarray(0, PIECE_BYTES).equals(held));
  });

  it('shares nothing between files that are not the same', async () => {
    const readChecked = createReadChecked();
    const other = randomBytes(BYTES.length);
    const sha256 = createHash('sha256').update(other).digest('hex');
    const [one, two] = await Promise.all([
      collect(readChecked(open(), EXPECTED)),
      collect(readChecked(open({ bytes: other }), { sizeBytes: other.length, sha256 })),
    ]);
    assert.ok(one.equals(BYTES) && two.equals(other));
  });
});

type Opening = { bytes?: Buffer; failsAt?: number };

function open({ bytes = BYTES, failsAt }: Opening = {}): OpenedFile & { reads: () => number } {
  let reads = 0;
  return {
    stamp: { sizeBytes: bytes.length, modifiedAt: new Date(0), inode: '1' },
    reads: () => reads,
    async read(buffer, position) {
      reads += 1;
      await setImmediate();
      if (failsAt !== undefined && position >= failsAt * PIECE_BYTES) {
        throw new AppError('FILE_STORE_UNAVAILABLE');
      }
      bytes.copy(buffer, 0, position);
    },
    close: () => Promise.resolve(),
  };
}

async function next(reading: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  const result: IteratorResult<Uint8Array, unknown> = await reading.next();
  assert.ok(result.done !== true);
  return result.value;
}

async function collect(reading: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const copies: Buffer[] = [];
  for await (const piece of reading) {
    // Nobody takes a piece faster than the system does.
    if (copies.length % 3 === 0) await setImmediate();
    copies.push(Buffer.from(piece));
  }
  return Buffer.concat(copies);
}
