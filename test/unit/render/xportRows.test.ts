import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';

import fc from 'fast-check';

import type { Column } from '../../../src/domain/dataset.ts';
import { readNumber } from '../../../src/intake/transport/readNumber.ts';
import type { RowSet } from '../../../src/render/rowSet.ts';
import { renderOutput } from '../../../src/render/renderOutput.ts';
import { PLAIN_READERS } from '../../../src/render/xport/plainNumber.ts';
import { toSasTime } from '../../../src/render/xport/sasTime.ts';
import { RENDER_OPTIONS } from '../../support/renderOptions.ts';
import { reportOf } from '../../support/reportOf.ts';
import { rowSetOf, textColumn } from './copyCsv.ts';
import { assertRefused, numberColumn, renderTransport, rowsOf } from './renderTransport.ts';

const readPlain = (text: string, type: Column['type']) => {
  const bytes = Buffer.from(`\t${text}\t`);
  return PLAIN_READERS[type](bytes, 1, bytes.length - 1);
};

describe('plain numbers of a transport file', () => {
  for (const text of [
    '0',
    '-0',
    '7',
    '-67.883',
    '.5',
    '5.',
    '0.000000001',
    '9007199254740991',
    '-12345678901.5',
  ]) {
    it(`are read without a string: ${text}`, () => {
      assert.equal(readPlain(text, 'float'), Number(text));
    });
  }

  for (const text of [
    '',
    '-',
    '.',
    '1e5',
    'NaN',
    ' 1',
    '1 ',
    '+1',
    '1.2.3',
    '9007199254740993',
    '0x10',
    '.A',
  ]) {
    it(`are left to be read as text: ${text === '' ? 'nothing' : text}`, () => {
      assert.ok(Number.isNaN(readPlain(text, 'float')));
    });
  }

  it('are the very double, or left', () => {
    const decimal = fc
      .tuple(fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }), fc.integer({ min: 0, max: 19 }))
      .map(([digits, places]) => `${digits / 10n ** BigInt(places)}.${String(digits).slice(-places)}`);
    const text = fc.oneof(
      fc.double().map(String),
      decimal,
      fc.string({ unit: fc.constantFrom('0', '1', '2', '8', '9', '.', '-', 'e', ' ') }),
    );
    fc.assert(
      fc.property(text, (printed) => {
        const read = readPlain(printed, 'float');
        assert.ok(Number.isNaN(read) || read === Number(printed));
      }),
      { numRuns: 3_000 },
    );
  });

  it('of days are those of the calendar, and no others', () => {
    const pad = (number: number, width = 2) => String(number).padStart(width, '0');
    for (const year of [1, 4, 99, 100, 400, 1582, 1900, 1959, 1960, 2000, 2023, 2024, 9999]) {
      for (let month = 0; month <= 13; month++) {
        for (let day = 0; day <= 32; day++) {
          const text = `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
          const moment = new Date(`${text}T00:00:00Z`);
          const isDay = !Number.isNaN(moment.getTime()) && moment.getUTCDate() === day;
          const days = isDay ? moment.getTime() / 86_400_000 + 3_653 : Number.NaN;
          assert.equal(readPlain(text, 'date'), days, text);
          assert.equal(toSasTime('date', text), days, text);
        }
      }
    }
    assert.ok(Number.isNaN(readPlain('2014-03-05 10:00:00', 'datetime')));
  });

  it('of truth are 1 and 0', () => {
    const read = ['true', 'false', 'tru', 'True', ''].map((text) => readPlain(text, 'boolean'));
    assert.deepEqual(read, [1, 0, Number.NaN, Number.NaN, Number.NaN]);
  });

  it('of days and seconds are those of the text, or left', () => {
    const part = fc.constantFrom(
      '0000',
      '0099',
      '0100',
      '1959',
      '1960',
      '2024',
      '9999',
      '00',
      '01',
      '02',
      '12',
      '13',
      '28',
      '29',
      '31',
      '59',
      'x',
    );
    const mark = fc.constantFrom('-', ':', 'T', '.');
    const text = fc
      .array(fc.tuple(part, mark), { minLength: 3, maxLength: 6 })
      .map((parts) => parts.flat().join('').slice(0, -1));
    const [day, moment] = ['2014-03-05', '1959-12-28T23:59:59'];
    const type = fc.constantFrom('date', 'time', 'datetime');
    fc.assert(
      fc.property(fc.oneof(text, fc.constant(day), fc.constant(moment)), type, (printed, kind) => {
        const read = readPlain(printed, kind);
        assert.ok(Number.isNaN(read) || read === toSasTime(kind, printed));
      }),
      { numRuns: 3_000 },
    );
    assert.equal(readPlain(day, 'date'), 19_787);
    assert.equal(readPlain(moment, 'datetime'), -259_201);
    assert.equal(readPlain('01:00:05', 'time'), 3605);
  });
});

describe('times of a transport file', () => {
  for (const [type, iso, count] of [
    ['time', '00:13:49.666', 829.666],
    ['time', '23:59:59.999999', 86_399.999999],
    ['datetime', '1959-12-31T23:59:59.25', -0.75],
    ['datetime', '1960-01-02T00:13:49.666', 87_229.666],
    ['datetime', '9999-12-31T23:59:59.123456', 253_717_919_999.123456],
  ] as const) {
    it(`are rounded once: ${iso}`, () => {
      assert.equal(toSasTime(type, iso), count);
    });
  }
});

describe('rows of a transport file', () => {
  const columns: Column[] = [
    textColumn('T'),
    { name: 'N', label: '', type: 'float' },
    { name: 'D', label: '', type: 'date' },
    { name: 'B', label: '', type: 'boolean' },
    textColumn('U'),
  ];
  const rows = [
    ['a\tb\\\n', '1', '2014-03-05', 'true', 'ζάλη'],
    [null, null, null, null, null],
    ['', '.A', '._', 'false', '\\N'],
    ['\r\b', '-1e-20', '2024-02-29', '.Z', '😀'],
  ];
  const lines =
    'a\\tb\\\\\\n\t1\t2014-03-05\ttrue\tζάλη\n' +
    '\\N\t\\N\t\\N\t\\N\t\\N\n' +
    '\t.A\t._\tfalse\t\\\\N\n' +
    '\\r\\b\t-1e-20\t2024-02-29\t.Z\t😀\n';

  const write = (rowSet: RowSet) =>
    buffer(
      renderOutput({
        ...{ formats: ['XPORT'], options: RENDER_OPTIONS, name: 'x', describe: () => undefined },
        report: reportOf([rowSet]),
      }).content,
    );

  for (const chunkBytes of [1, 2, 7, 1_000]) {
    it(`are those of the cells, from COPY in chunks of ${chunkBytes} bytes`, async () => {
      const cells = rowSetOf({ columns, rows });
      async function* encodedText() {
        const bytes = Buffer.from(lines);
        for (let at = 0; at < bytes.length; at += chunkBytes) {
          yield Buffer.from(bytes.subarray(at, at + chunkBytes));
        }
        await Promise.resolve();
      }
      assert.ok((await write({ ...cells, encodedText })).equals(await write(cells)));
    });
  }
});

describe('moments that a transport file cannot count', () => {
  for (const [type, cell] of [
    ['date', '0044-03-15 BC'],
    ['date', '10000-01-01'],
    ['date', 'infinity'],
    ['datetime', '0044-03-15T10:00:00TBC'],
    ['datetime', '10000-01-01T00:00:00'],
    ['datetime', '-infinity'],
    ['date', '2023-02-29'],
    ['datetime', '2024-02-30T10:00:00'],
    ['datetime', '2024-02-29T10:60:00.5'],
    ['time', '24:00:01'],
    ['time', '10:00:60'],
  ] as const) {
    it(`are refused, not taken for another day: ${cell}`, async () => {
      const shape = { columns: [numberColumn('ADT', type)], rows: [[null], [cell]] };
      await assertRefused(
        renderTransport('XPORT5', shape),
        'AE.ADT, row 2: a moment that the years 1 to 9999 do not have.',
      );
    });
  }

  it('are not the first and the last day that it can count', async () => {
    const rows = [['0001-01-01'], ['9999-12-31']];
    const { bytes } = await renderTransport('XPORT5', { columns: [numberColumn('ADT', 'date')], rows });
    assert.deepEqual(
      [0, 8].map((at) => readNumber(rowsOf(bytes), at, 8)),
      [-715_509, 2_936_549],
    );
  });
});
