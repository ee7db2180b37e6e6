import assert from 'node:assert/strict';

import { orderClusters } from '../../../src/render/pdf/bidiText.ts';

/** Right-to-left letters as names, so that no editor turns them. */
const ALEF = '\u05d0';
const BET = '\u05d1';
const GIMEL = '\u05d2';
const QAMATS = '\u05b8';
const ARABIC_BEH = '\u0628';
const ARABIC_ALEF = '\u0627';

const show = (line: string): string => {
  const { clusters, order } = orderClusters(line);
  return order.map((index) => clusters[index]?.shown).join('');
};

describe('a line with parts from right to left', () => {
  for (const [name, line, shown] of [
    ['turns letters', `${ALEF}${BET}${GIMEL}`, `${GIMEL}${BET}${ALEF}`],
    ['keeps numbers in their order', `${ALEF} 12 ${BET}`, `${BET} 12 ${ALEF}`],
    ['mirrors brackets', `${ALEF}(${BET})`, `(${BET})${ALEF}`],
    ['leaves what stands beside in a line from left to right', `a ${ALEF}${BET} b`, `a ${BET}${ALEF} b`],
    ['keeps a mark behind its letter', `${ALEF}${QAMATS}${BET}`, `${BET}${ALEF}${QAMATS}`],
    [
      'keeps characters beyond the basic plane whole',
      `${ALEF}\u{1f600}\u{1f601}${BET}`,
      `${BET}\u{1f600}\u{1f601}${ALEF}`,
    ],
    ['has blanks and a line break at its end', `${ALEF}${BET} \n`, `${BET}${ALEF} \n`],
    // Initial, medial and final form of beh; alef joins backwards only.
    ['joins Arabic letters', ARABIC_BEH.repeat(3), '\ufe90\ufe92\ufe91'],
    ['ends a word at a letter that does not join on', `${ARABIC_ALEF}${ARABIC_BEH}`, '\ufe8f\ufe8d'],
  ] as const) {
    it(name, () => {
      assert.equal(show(line), shown);
    });
  }

  it('is read as it stands in the data', () => {
    const line = `${ALEF}(${BET}${QAMATS}) 12 ${ARABIC_BEH.repeat(3)} \u{1f600} `;
    assert.equal(
      orderClusters(line)
        .clusters.map(({ text }) => text)
        .join(''),
      line,
    );
  });
});
