import assert from 'node:assert/strict';

import { toActualText } from '../../../src/render/pdf/actualText.ts';

describe('what turned lines say', () => {
  it('is their text, with a byte order mark', () => {
    assert.equal(toActualText(['א ', 'ב']), '/ActualText<FEFF05D0002005D1>');
  });

  it('is never a string of more bytes than PDF/A allows', () => {
    const bytes = (lines: string[]) => (toActualText(lines).length - '/ActualText<>'.length) / 2;
    assert.equal(bytes(['א'.repeat(16_382)]), 32_766);
    assert.equal(bytes([`א${' '.repeat(20_000)}`, 'ב']), 2 * 4);
    assert.equal(toActualText(['א'.repeat(16_383)]), '');
  });
});
