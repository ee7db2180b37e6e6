import assert from 'node:assert/strict';

import { Dictionary } from '../../../src/render/parquet/dictionary.ts';
import { viewOf } from '../../../src/render/parquet/growingBuffer.ts';
import { createTextWriter } from '../../../src/render/parquet/valueWriters.ts';

const COLUMNS = 500;
const MOST_BYTES = 4_000_000;
const MOST_ENTRIES = 16_384;

const toTexts = (text: string) => {
  const bytes = Buffer.from(text);
  return { bytes, view: viewOf(bytes) };
};

describe('the dictionary of a text column', () => {
  it('takes little memory for 500 columns until there are texts', () => {
    const before = process.memoryUsage().arrayBuffers;
    const writers = Array.from({ length: COLUMNS }, createTextWriter);
    const grown = process.memoryUsage().arrayBuffers - before;
    assert.equal(writers.length, COLUMNS);
    assert.ok(grown <= MOST_BYTES, `${grown} bytes`);
  });

  it('keeps the number of a text while it grows, until it is full', () => {
    const dictionary = new Dictionary();
    const find = (index: number) => {
      const texts = toTexts(`text ${index}`);
      return dictionary.find(texts, 0, texts.bytes.length);
    };
    for (let round = 0; round < 2; round += 1) {
      for (let index = 0; index < MOST_ENTRIES; index += 1) assert.equal(find(index), index);
      for (let index = 0; index < MOST_ENTRIES; index += 1) assert.equal(find(index), index);
      assert.equal(find(MOST_ENTRIES), -1);
      dictionary.clear();
    }
  });
});
