import assert from 'node:assert/strict';

import fc from 'fast-check';

import { readNumber } from '../../../src/intake/transport/readNumber.ts';
import { MagnitudeError, writeIbmNumber, writeMissing } from '../../../src/render/xport/ibmNumber.ts';
import { textColumn } from './copyCsv.ts';
import { ALL_ALLOWED, IN_WINDOWS_1252, numberColumn, renderTransport, rowsOf } from './renderTransport.ts';

const ibm = (value: number): string => {
  const bytes = Buffer.alloc(8, 0xff);
  writeIbmNumber(bytes, 0, value);
  return bytes.toString('hex');
};

describe('IBM hexadecimal floating point', () => {
  // TS-140 and vectors that SAS itself wrote.
  for (const [value, hex] of [
    [0, '0000000000000000'],
    [-0, '0000000000000000'],
    [1, '4110000000000000'],
    [-1, 'c110000000000000'],
    [0.1, '401999999999999a'],
    [-118.625, 'c276a00000000000'],
    [65535.5, '44ffff8000000000'],
  ] as const) {
    it(`writes ${Object.is(value, -0) ? '-0' : value} as ${hex}`, () => {
      assert.equal(ibm(value), hex);
    });
  }

  it('holds every double of its range without loss', () => {
    const inRange = fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((value) => value === 0 || (Math.abs(value) >= 5.4e-79 && Math.abs(value) < 7.2e75));
    fc.assert(
      fc.property(inRange, (value) => {
        const read = readNumber(Buffer.from(ibm(value), 'hex'), 0, 8);
        assert.equal(read, value === 0 ? 0 : value);
      }),
      { numRuns: 2_000 },
    );
  });

  for (const value of [7.3e75, -1e300, 5e-79, Number.MIN_VALUE, Infinity, NaN]) {
    it(`refuses ${value}`, () => {
      assert.throws(() => ibm(value), MagnitudeError);
    });
  }

  it('writes missing values as their sign before zeros', () => {
    const bytes = Buffer.alloc(24, 0xff);
    writeMissing(bytes, 0);
    writeMissing(bytes, 8, 'A');
    writeMissing(bytes, 16, '_');
    assert.equal(bytes.toString('hex'), '2e000000000000004100000000000000' + '5f00000000000000');
  });
});

const records = (bytes: Buffer): string[] =>
  Array.from({ length: bytes.length / 80 }, (_, index) =>
    bytes.toString('latin1', index * 80, (index + 1) * 80),
  );

describe('SAS transport', () => {
  const DM = {
    name: 'DM',
    columns: [textColumn('USUBJID', 'Unique Subject Identifier'), numberColumn('AGE')],
    rows: [
      ['01-001', '63'],
      ['01-002', null],
    ],
  };

  it('5 is laid out as TS-140 says', async () => {
    const { bytes, fileName } = await renderTransport('XPORT5', DM);
    assert.equal(fileName, 'x.xpt');
    assert.equal(bytes.length % 80, 0);
    const [library, first, second, member, descriptor, name, label, namestr] = records(bytes);
    assert.equal(library, `HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!${'0'.repeat(30)}  `);
    assert.equal(first, `SAS     SAS     SASLIB  9.4     Linux   ${' '.repeat(24)}01JAN60:00:00:00`);
    assert.equal(second, '01JAN60:00:00:00'.padEnd(80));
    assert.equal(member, 'HEADER RECORD*******MEMBER  HEADER RECORD!!!!!!!000000000000000001600000000140  ');
    assert.equal(descriptor, `HEADER RECORD*******DSCRPTR HEADER RECORD!!!!!!!${'0'.repeat(30)}  `);
    assert.equal(name, `SAS     DM      SASDATA 9.4     Linux   ${' '.repeat(24)}01JAN60:00:00:00`);
    assert.equal(label, '01JAN60:00:00:00'.padEnd(80));
    assert.equal(namestr, `HEADER RECORD*******NAMESTR HEADER RECORD!!!!!!!0000000002${'0'.repeat(20)}  `);
    const rows = bytes.subarray(8 * 80 + 320 + 80);
    assert.equal(rows.toString('latin1', 0, 6), '01-001');
    assert.equal(rows.toString('hex', 6, 14), ibm(63));
    assert.equal(rows.toString('hex', 20, 28), '2e00000000000000');
    assert.ok(rows.subarray(28).every((byte) => byte === 0x20));
  });

  it('8 has its own headers and says how many rows there are', async () => {
    const { bytes } = await renderTransport('XPORT', DM);
    const names = records(bytes)
      .filter((record) => record.startsWith('HEADER RECORD'))
      .map((record) => record.slice(20, 28).trimEnd());
    assert.deepEqual(names, ['LIBV8', 'MEMBV8', 'DSCPTV8', 'NAMSTV8', 'OBSV8']);
    const rows = records(bytes).find((record) => record.includes('OBSV8'));
    assert.equal(rows?.slice(48), '              2               '.padEnd(32));
    const name = records(bytes)[5];
    assert.equal(name, `SAS     ${'DM'.padEnd(32)}SASDATA 9.4     Linux   01JAN60:00:00:00`);
  });

  it('8 keeps long names and puts long labels behind the variables', async () => {
    const label = 'L'.repeat(60);
    const { bytes } = await renderTransport('XPORT', {
      columns: [textColumn('AVeryLongColumnName', label), textColumn('B', 'short')],
      rows: [['a', 'b']],
    });
    const at = bytes.indexOf('HEADER RECORD*******LABELV8 ');
    assert.ok(at > 0);
    assert.equal(bytes.toString('latin1', at + 48, at + 80), '1'.padEnd(32));
    const entry = bytes.subarray(at + 80);
    assert.deepEqual(
      [0, 2, 4].map((offset) => entry.readInt16BE(offset)),
      [1, 19, 60],
    );
    assert.equal(entry.toString('latin1', 6, 6 + 79), `AVeryLongColumnName${label}`);
  });

  it('counts dates, times and date-times from 1960, with a format that says so', async () => {
    const { bytes } = await renderTransport('XPORT5', {
      columns: [
        numberColumn('D', 'date'),
        numberColumn('T', 'time'),
        numberColumn('DT', 'datetime'),
        numberColumn('F', 'float', '8.2'),
      ],
      rows: [['1960-01-02', '01:00:00.5', '1959-12-31T23:59:59', '2.5']],
    });
    const rows = rowsOf(bytes);
    assert.deepEqual(
      [0, 8, 16, 24].map((offset) => readNumber(rows, offset, 8)),
      [1, 3600.5, -1, 2.5],
    );
    const namestrs = bytes.subarray(640);
    assert.deepEqual(
      [0, 1, 2, 3].map((index) => [
        namestrs.toString('latin1', index * 140 + 56, index * 140 + 64).trimEnd(),
        namestrs.readInt16BE(index * 140 + 64),
        namestrs.readInt16BE(index * 140 + 66),
      ]),
      [
        ['DATE', 9, 0],
        ['TIME', 8, 0],
        ['DATETIME', 20, 0],
        ['', 8, 2],
      ],
    );
  });

  it('makes a row of text alone as long as a record, so that a blank one is no padding', async () => {
    const { bytes } = await renderTransport('XPORT5', {
      columns: [textColumn('A')],
      rows: [['x'], [''], [null]],
    });
    assert.equal(rowsOf(bytes).length, 3 * 80);
  });

  for (const [what, shape, problem] of [
    ['a name of nine characters', { columns: [textColumn('NINECHARS')], rows: [] }, /the column NINECHARS/],
    [
      'a label of 41 bytes',
      { columns: [textColumn('A', 'x'.repeat(41))], rows: [] },
      /AE\.A: a label of 41 bytes/,
    ],
    [
      'a text of 201 bytes',
      { columns: [textColumn('A')], rows: [['x'.repeat(201)]] },
      /AE\.A, row 1: a text of 201/,
    ],
    [
      'a number that is too large',
      { columns: [numberColumn('A')], rows: [['1'], ['1e80']] },
      /AE\.A, row 2: a number/,
    ],
    [
      'a text where a number is due',
      { columns: [numberColumn('A')], rows: [['<5']] },
      /AE\.A, row 1: a text/,
    ],
  ] as const) {
    it(`5 refuses ${what}, and says where`, async () => {
      await assert.rejects(renderTransport('XPORT5', shape), (error: Error & { details?: string }) => {
        assert.equal((error as { code?: string }).code, 'FORMAT_CANNOT_HOLD');
        assert.match(error.details ?? '', problem);
        return true;
      });
    });
  }

  it('5 renames and cuts where the definition allows it, and says so', async () => {
    const long = 'ä'.repeat(150);
    const { bytes, file } = await renderTransport(
      'XPORT5',
      {
        name: 'SUPPLEMENTAL',
        columns: [textColumn('LONGCOLUMN1', 'L'.repeat(50)), textColumn('LONGCOLUMN2')],
        rows: [[long, 'b']],
      },
      ALL_ALLOWED,
    );
    assert.deepEqual(file?.notes, [
      'SUPPLEMENTAL: the dataset SUPPLEMENTAL is called SUPPLEME.',
      'SUPPLEMENTAL: the column LONGCOLUMN1 is called LONGCOLU.',
      'SUPPLEMENTAL: the column LONGCOLUMN2 is called LONGCOL2.',
      'SUPPLEMENTAL.LONGCOLUMN1: a label of 50 bytes; SAS transport version 5 holds 40: it is cut.',
      'SUPPLEMENTAL.LONGCOLUMN1: a text of 300 bytes; SAS transport version 5 holds 200: longer ones are cut.',
    ]);
    const rows = rowsOf(bytes);
    assert.equal(rows.toString('utf8', 0, 200), 'ä'.repeat(100));
  });

  it('is written in Windows-1252 where the service is set so, and refuses what that does not have', async () => {
    const { bytes } = await renderTransport(
      'XPORT5',
      { columns: [textColumn('A')], rows: [['10 € – Ä']] },
      IN_WINDOWS_1252,
    );
    const rows = rowsOf(bytes);
    assert.equal(rows.toString('hex', 0, 8), '313020802096 20c4'.replaceAll(' ', ''));
    await assert.rejects(
      renderTransport('XPORT5', { columns: [textColumn('A')], rows: [['ok'], ['Ωμέγα']] }, IN_WINDOWS_1252),
      /FORMAT|hold/,
    );
  });

  it('keeps special missing values', async () => {
    const { bytes } = await renderTransport('XPORT5', {
      columns: [numberColumn('A')],
      rows: [['.A'], ['._'], [null]],
    });
    const rows = rowsOf(bytes);
    assert.equal(rows.toString('latin1', 0, 24).replaceAll('\0', ''), 'A_.');
  });

  it('gives the same bytes for the same rows', async () => {
    const [one, other] = await Promise.all([renderTransport('XPORT', DM), renderTransport('XPORT', DM)]);
    assert.ok(one.bytes.equals(other.bytes));
  });
});
