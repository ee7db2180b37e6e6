import assert from 'node:assert/strict';

import { textColumn } from './copyCsv.ts';
import {
  ALL_ALLOWED,
  assertRefused,
  IN_WINDOWS_1252,
  numberColumn,
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

describe('Formats of a transport file', () => {
  const formatted = (displayFormat: string, type: 'float' | 'date' | 'string' = 'float') => ({
    columns: [numberColumn('A', type, displayFormat)],
    rows: [],
  });
  const readFormat = (bytes: Buffer) => ({
    name: bytes.toString('latin1', 640 + 56, 640 + 64).trimEnd(),
    width: bytes.readInt16BE(640 + 64),
    decimals: bytes.readInt16BE(640 + 66),
  });
  const takes = (version: number, most: number) =>
    `does not fit; SAS transport version ${version} takes formats of SAS with names of up to ${most} characters and widths of up to 32767`;

  it('5: a name of eight characters is kept, one of nine is refused and never cut to another', async () => {
    const { bytes } = await renderTransport('XPORT5', formatted('LongFmts9.2'));
    assert.deepEqual(readFormat(bytes), { name: 'LONGFMTS', width: 9, decimals: 2 });
    await assertRefused(
      renderTransport('XPORT5', formatted('AVERYLONGFORMAT9.2')),
      `AE.A: the format AVERYLONGFORMAT9.2 ${takes(5, 8)}.`,
    );
  });

  it('8: a name of 32 characters is kept, one of 33 is refused', async () => {
    const name = `$${'F'.repeat(31)}`;
    const { bytes } = await renderTransport('XPORT', formatted(`${name}5.`, 'string'));
    assert.ok(bytes.includes(`${name}5.`));
    await assertRefused(
      renderTransport('XPORT', formatted(`${name}F5.`, 'string')),
      `AE.A: the format ${name}F5. ${takes(8, 32)}.`,
    );
  });

  it('a width of more than two bytes hold is refused by name, not by a RangeError that is tried again', async () => {
    const { bytes } = await renderTransport('XPORT', formatted('$32767.', 'string'));
    assert.deepEqual(readFormat(bytes), { name: '$', width: 32_767, decimals: 0 });
    await assertRefused(
      renderTransport('XPORT', formatted('$40000.', 'string')),
      `AE.A: the format $40000. ${takes(8, 32)}.`,
    );
  });

  for (const text of ['##0.00', 'yyyy-MM-dd', '8.2.1', '$123456.']) {
    it(`what is no format of SAS is refused: ${text}`, async () => {
      await assertRefused(
        renderTransport('XPORT5', formatted(text)),
        `AE.A: the format ${text} ${takes(5, 8)}.`,
      );
    });
  }

  it('where cuts are allowed it is left out, or the usual one of its type stands for it, and the notes say so', async () => {
    for (const [type, instead, format] of [
      ['float', 'it is left out', { name: '', width: 0, decimals: 0 }],
      ['date', 'DATE9. stands for it', { name: 'DATE', width: 9, decimals: 0 }],
    ] as const) {
      const { bytes, file } = await renderTransport(
        'XPORT5',
        formatted('AVERYLONGFORMAT9.2', type),
        ALL_ALLOWED,
      );
      assert.deepEqual(file?.notes, [`AE.A: the format AVERYLONGFORMAT9.2 ${takes(5, 8)}: ${instead}.`]);
      assert.deepEqual(readFormat(bytes), format);
    }
  });
});

describe('Texts of a transport file', () => {
  const long = (declared: number, ...texts: string[]) => ({
    columns: [{ ...textColumn('A'), length: declared }],
    rows: texts.map((text) => [text]),
  });

  for (const [format, most] of [
    ['XPORT5', 200],
    ['XPORT', 32_767],
  ] as const) {
    it(`${format}: are refused with their row where they are too long`, async () => {
      const { bytes } = await renderTransport(format, long(1, 'ok', 'x'.repeat(most)));
      assert.equal(bytes.readInt16BE(640 + 4), most);
      await assertRefused(
        renderTransport(format, long(1, 'ok', 'x'.repeat(most), 'ä'.repeat(most / 2 + 1))),
        `AE.A, row 3: a text of ${2 * Math.floor(most / 2 + 1)} bytes, where ${most} fit.`,
      );
      await assertRefused(
        renderTransport(format, long(1, 'ok', 'ü'.repeat(most + 1)), IN_WINDOWS_1252),
        `AE.A, row 2: a text of ${most + 1} bytes, where ${most} fit.`,
      );
    });
  }

  it('fit where their column says more than the version holds, which the notes tell', async () => {
    const { bytes, file } = await renderTransport('XPORT5', long(400, 'x'.repeat(150)));
    assert.equal(bytes.readInt16BE(640 + 4), 200);
    assert.deepEqual(file?.notes, [
      'AE.A: the length 400 becomes 200, the most of SAS transport version 5; every text fits.',
    ]);
  });

  it('keep the length that their column says', async () => {
    const { bytes, file } = await renderTransport('XPORT5', long(120, 'x'));
    assert.equal(bytes.readInt16BE(640 + 4), 120);
    assert.deepEqual(file?.notes, []);
  });
});
