import assert from 'node:assert/strict';

import { textColumn } from './copyCsv.ts';
import {
  ALL_ALLOWED,
  assertRefused,
  IN_WINDOWS_1252,
  renderTransport,
  rowsOf,
  type TransportShape,
} from './renderTransport.ts';

const labelled = (label: string): TransportShape => ({ columns: [textColumn('DOSE', label)], rows: [['1']] });

describe('A transport file in Windows-1252', () => {
  for (const format of ['XPORT5', 'XPORT'] as const) {
    it(`${format}: refuses a column's label with a character that it does not have, and does not lose its end`, async () => {
      await assertRefused(
        renderTransport(format, labelled('Dose ≥ 3 mg total'), IN_WINDOWS_1252),
        'AE.DOSE: a label with U+2265, which WINDOWS-1252 does not have.',
      );
    });

    it(`${format}: refuses a dataset's label with such a character`, async () => {
      await assertRefused(
        renderTransport(format, { ...labelled(''), label: 'Adverse 😀 events' }, IN_WINDOWS_1252),
        'AE: a label with U+1F600, which WINDOWS-1252 does not have.',
      );
    });

    it(`${format}: refuses a name with a character that no name may have`, async () => {
      await assert.rejects(
        renderTransport(format, { columns: [textColumn('DÖSE')], rows: [] }, IN_WINDOWS_1252),
        { code: 'FORMAT_CANNOT_HOLD', details: /^AE: the column DÖSE does not fit/ },
      );
    });

    it(`${format}: refuses a cell with such a character, and says in which row`, async () => {
      await assertRefused(
        renderTransport(
          format,
          { columns: [textColumn('TERM')], rows: [['ok'], ['Ωμέγα']] },
          IN_WINDOWS_1252,
        ),
        'AE.TERM, row 2: a character that WINDOWS-1252 does not have.',
      );
    });
  }

  it('has a question mark in a label where the definition allows it, which the notes say', async () => {
    const { bytes, file } = await renderTransport(
      'XPORT5',
      { ...labelled('Dose ≥ 3 mg – 😀 total'), label: 'Ωs' },
      { ...IN_WINDOWS_1252, ...ALL_ALLOWED },
    );
    assert.deepEqual(file?.notes, [
      'AE.DOSE: a label with U+2265, which WINDOWS-1252 does not have: a question mark stands for each such character.',
      'AE: a label with U+03A9, which WINDOWS-1252 does not have: a question mark stands for each such character.',
    ]);
    assert.equal(bytes.toString('latin1', 512, 552), '?s'.padEnd(40));
    assert.equal(bytes.toString('latin1', 640 + 16, 640 + 56), 'Dose ? 3 mg \x96 ? total'.padEnd(40));
  });

  it('8 has a long label whole, a byte for each character', async () => {
    const label = `${'–'.repeat(50)} € total`;
    const { bytes } = await renderTransport('XPORT', labelled(label), IN_WINDOWS_1252);
    const entry = bytes.subarray(bytes.indexOf('HEADER RECORD*******LABELV8 ') + 80);
    assert.deepEqual(
      [0, 2, 4].map((at) => entry.readInt16BE(at)),
      [1, 4, 58],
    );
    assert.equal(entry.toString('latin1', 6, 6 + 62), `DOSE${'\x96'.repeat(50)} \x80 total`);
    assert.equal(rowsOf(bytes).toString('latin1', 0, 1), '1');
  });
});

describe('Names of a transport file', () => {
  const shape = { columns: [textColumn('Site'), textColumn('SITE')], rows: [['1', '2']] };

  for (const [format, version] of [
    ['XPORT5', 5],
    ['XPORT', 8],
  ] as const) {
    it(`${version}: are refused where they differ in case only`, async () => {
      await assertRefused(
        renderTransport(format, shape),
        `AE: the column SITE differs from another in nothing but case, which SAS transport version ${version} does not tell apart.`,
      );
      const { file } = await renderTransport(format, shape, ALL_ALLOWED);
      assert.deepEqual(file?.notes, ['AE: the column SITE is called SITE2.']);
    });
  }
});
