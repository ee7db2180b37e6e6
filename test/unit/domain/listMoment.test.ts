import assert from 'node:assert/strict';

import { parseMoment, toMomentText } from '../../../src/domain/listMoment.ts';

const AT = '2026-01-02T03:04:05.678Z';

describe('listMoment', () => {
  for (const snapshot of ['750:750:', '750:760:750', '750:760:751,755,759', '1:999999999999999999:']) {
    it(`reads what it wrote of the snapshot ${snapshot}`, () => {
      const moment = { newest: new Date(AT), snapshot };
      assert.deepEqual(parseMoment(toMomentText(moment)), moment);
    });
  }

  const malformed = [
    ...['', AT, `${AT}_`, `${AT}_750`, `_750:760:`, `${AT}_750:760:x`, `${AT}_-1:760:`, `${AT}_0:760:`],
    ...[`${AT}_760:750:`, `${AT}_750:760:749`, `${AT}_750:760:760`, `${AT}_750:760:755,751`],
    ...[`2026-13-02T03:04:05.678Z_750:760:`, `${AT}_750:760:751,`, `${AT}_750:760:${'751,'.repeat(1000)}751`],
    `${AT}_750:760:' or true`,
  ];
  for (const text of malformed) {
    it(`takes no ${text.slice(0, 60)}`, () => {
      assert.equal(parseMoment(text), undefined);
    });
  }
});
