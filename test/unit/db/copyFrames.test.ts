import assert from 'node:assert/strict';

import { createCopyFrames } from '../../../src/db/rowSource/copyFrames.ts';

function message(kind: string, content: string): Buffer {
  const bytes = Buffer.from(`${kind}0000${content}`);
  bytes.writeInt32BE(bytes.length - 1, 1);
  return bytes;
}

const ROWS = ['a\tb\n', '', `${'x'.repeat(300)}\tζάλη\n`, 'c\td\n'];
const END = Buffer.concat([message('c', ''), message('C', 'COPY 4\0'), message('Z', 'T')]);
const ALL = Buffer.concat([
  message('H', '\0\0\0'),
  ...ROWS.map((row) => message('d', row)),
  message('N', 'SNOTICE\0'),
  message('d', 'e\tf\n'),
  END,
]);

describe('the messages of a COPY', () => {
  it('give their data and what comes after it, wherever they are cut', () => {
    for (let size = 1; size <= ALL.length; size++) {
      const frames = createCopyFrames();
      const data: Buffer[] = [];
      let after: Buffer | undefined;
      for (let at = 0; at < ALL.length; at += size) {
        const bytes = Buffer.from(ALL.subarray(at, at + size));
        if (after !== undefined) {
          after = Buffer.concat([after, bytes]);
          continue;
        }
        const taken = frames.take(bytes);
        data.push(taken.data);
        after = taken.rest;
      }
      assert.equal(Buffer.concat(data).toString(), [...ROWS, 'e\tf\n'].join(''), `pieces of ${size} bytes`);
      assert.ok(after?.equals(END), `pieces of ${size} bytes`);
    }
  });

  it('leave an error to the driver', () => {
    const error = message('E', 'SERROR\0');
    const { data, rest } = createCopyFrames().take(Buffer.concat([message('d', 'a\n'), error]));
    assert.equal(data.toString(), 'a\n');
    assert.ok(rest?.equals(error));
  });
});
