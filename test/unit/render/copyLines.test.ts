import assert from 'node:assert/strict';

import { readCopyLines } from '../../../src/render/copyLines.ts';
import { encodedTextOf, textColumn } from './copyCsv.ts';

const MOST_BYTES = 64 * 1024;

describe("lines of COPY's text", () => {
  const line = (bytes: number) => `${'x'.repeat(bytes - 1)}\n`;
  const long = line(300_000);
  const text = line(40).repeat(5_000) + long + line(1) + line(MOST_BYTES) + line(MOST_BYTES + 1) + line(7);

  for (const chunkBytes of [999, 8_192, 100_000, 10_000_000]) {
    it(`come whole, in order and in handy portions from chunks of ${chunkBytes} bytes`, async () => {
      let all = '';
      for await (const lines of readCopyLines(encodedTextOf([textColumn('T')], text, chunkBytes))) {
        const portion = lines.toString();
        all += portion;
        assert.ok(portion.endsWith('\n'));
        assert.ok(portion.length <= MOST_BYTES || portion.indexOf('\n') === portion.length - 1);
      }
      assert.ok(all === text);
    });
  }
});
