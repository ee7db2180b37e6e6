import assert from 'node:assert/strict';

import { parseId } from '../../../src/domain/id.ts';

describe('parseId', () => {
  const canonical = '6A7C29DD011241DFBE1B64399283C860';

  for (const text of [
    canonical,
    canonical.toLowerCase(),
    '6a7c29dd-0112-41df-be1b-64399283c860',
    '6A7C29DD-0112-41DF-BE1B-64399283C860',
  ]) {
    it(`reads ${text}`, () => {
      assert.equal(parseId(text), canonical);
    });
  }

  for (const text of [
    '',
    'null',
    canonical.slice(1),
    `${canonical}0`,
    `${canonical}\n`,
    ` ${canonical}`,
    canonical.replace('6', 'G'),
    '6a7c29dd0112-41df-be1b-64399283c860',
    '6a7c-29dd0112-41df-be1b-64399283c860',
    `{${canonical}}`,
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.equal(parseId(text), undefined);
    });
  }
});
