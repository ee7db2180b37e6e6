import assert from 'node:assert/strict';

import { countCsvRows } from '../../../src/embedded/demo/countCsvRows.ts';

describe('countCsvRows', () => {
  for (const [text, rows] of [
    ['', 0],
    ['A,B\n', 0],
    ['A,B\n1,2\n', 1],
    ['A,B\r\n1,2\r\n3,4\r\n', 2],
    ['A\n"two\nlines"\n"a ""quoted"" word"\n', 2],
  ] as const) {
    it(`finds ${rows} in ${JSON.stringify(text)}`, () => {
      assert.equal(countCsvRows(Buffer.from(text)), rows);
    });
  }
});
