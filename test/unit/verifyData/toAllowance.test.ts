import assert from 'node:assert/strict';

import { toAllowance } from '../../verifyData/toAllowance.ts';

const CUT = 'AE.T: a text of 9 bytes; SAS transport version 5 holds 5: longer ones are cut.';
const FORBIDDEN = 'AE.T: texts have characters that XML forbids, which stand as _xHHHH_ (cells: 1).';
const NUMBERS = 'AE.T: numbers that Excel cannot hold stand as text (cells: 1).';
const MISSING = 'AE.T: special missing values are written as no value.';
const PICTURES =
  'AE.T: in 1 cells a character that is not shown is replaced by its picture (U+2400 to U+2421) or by U+FFFD.';

describe('what a note allows', () => {
  const allows = (note: string, expected: string, found: string) =>
    toAllowance('AE.T', [note])(expected, found);

  it('is a cut where the format cuts, and nothing else', () => {
    assert.ok(allows(CUT, 'abcdefghi', 'abcde'));
    assert.ok(allows(CUT, 'abcdéf', 'abcd'));
    assert.ok(allows(CUT, 'ab   cd', 'ab'));
    assert.ok(!allows(CUT, 'abcdefghi', 'abcd'));
    assert.ok(!allows(CUT, 'abcdefghi', 'xbcde'));
    assert.ok(!allows(CUT, 'abc', ''));
    const excel = 'AE.T: texts are cut to the 32,767 characters that a cell holds (cells: 1).';
    assert.ok(allows(excel, 'x'.repeat(40_000), 'x'.repeat(32_767)));
    assert.ok(allows(excel, `${'x'.repeat(32_766)}😀`, 'x'.repeat(32_766)));
    assert.ok(!allows(excel, 'x'.repeat(40_000), 'x'.repeat(32_766)));
  });

  it('is no value for a special missing value alone', () => {
    assert.ok(allows(MISSING, '.A', ''));
    assert.ok(allows(MISSING, '._', ''));
    assert.ok(!allows(MISSING, '1.5', ''));
  });

  it('is a picture for each character that is not shown', () => {
    assert.ok(allows(PICTURES, 'a\u0001\u007f\u0085', 'a\u2401\u2421\uFFFD'));
    assert.ok(!allows(PICTURES, 'a\u0001', 'a\u2402'));
    assert.ok(!allows(PICTURES, 'abc', 'abd'));
  });

  it('is nothing where a reader undoes what was done, and in other columns', () => {
    for (const note of [FORBIDDEN, NUMBERS]) assert.ok(!allows(note, '1', '2'));
    assert.ok(!toAllowance('AE.TT', [CUT])('abcdefghi', 'abcde'));
  });
});
