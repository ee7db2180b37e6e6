import assert from 'node:assert/strict';

import { missing, toTransportFile, type TransportMember } from '../../support/transportFile.ts';
import { findFault, readRows, useIntakeFolder } from './intakeFolder.ts';

const char = (name: string, size: number) => ({ name, size, isText: true });
const num = (name: string, format?: string, size = 8) => ({
  name,
  size,
  ...(format && { format: { name: format } }),
});

describe('the SAS transport reader', () => {
  const { open } = useIntakeFolder();
  const openMember = async (member: Partial<TransportMember>) =>
    (await open('x.xpt', toTransportFile({ name: 'AE', variables: [], rows: [], ...member })))[0];
  const rowsOf = async (member: Partial<TransportMember>) => readRows(await openMember(member));

  it('keeps names, labels, lengths and display formats', async () => {
    const source = await openMember({
      name: 'ae',
      label: 'Adverse Events',
      variables: [
        {
          name: 'AETERM',
          label: 'A label of exactly forty characters here',
          size: 12,
          isText: true,
          format: { name: '$CHAR', width: 20 },
        },
        { name: 'AESTDTC', label: 'Start', size: 10, isText: true },
        { name: 'AESEQ', size: 8, format: { width: 8, decimals: 2 } },
        { name: 'AEDATE', size: 4, format: { name: 'DATE', width: 9 } },
        { name: 'AEBEST', size: 8, format: { name: 'BEST' } },
      ],
    });
    assert.ok(source);
    assert.equal(source.name, 'AE');
    assert.equal(source.label, 'Adverse Events');
    assert.deepEqual(source.columns, [
      {
        name: 'AETERM',
        label: 'A label of exactly forty characters here',
        type: 'string',
        length: 12,
        displayFormat: '$CHAR20.',
      },
      { name: 'AESTDTC', label: 'Start', type: 'string', length: 10, logicalType: 'datetime' },
      { name: 'AESEQ', label: '', type: 'float', length: 8, displayFormat: '8.2' },
      { name: 'AEDATE', label: '', type: 'date', length: 4, displayFormat: 'DATE9.' },
      { name: 'AEBEST', label: '', type: 'float', length: 8, displayFormat: 'BEST.' },
    ]);
    assert.deepEqual(await readRows(source), []);
  });

  it('reads numbers as the shortest text of the same double, missing values apart', async () => {
    const rows = await rowsOf({
      variables: [num('A'), num('B', undefined, 3), char('C', 4)],
      rows: [
        [0.1, 1, ' a'],
        [-118.625, missing('Z', 3), 'bcde'],
        [9.299999999999999, -2, 'f'],
        [missing('.'), missing('_', 3), ''],
        [0, missing('.', 3), 'g'],
        [1e-70, 0, 'h'],
      ],
    });
    assert.deepEqual(rows, [
      ['0.1', '1', ' a'],
      ['-118.625', { special: 'Z' }, 'bcde'],
      ['9.299999999999999', '-2', 'f'],
      [null, { special: '_' }, ''],
      ['0', null, 'g'],
      ['1e-70', '0', 'h'],
    ]);
  });

  it('reads numbers with a date, time or date-time format as ISO 8601', async () => {
    const source = await openMember({
      variables: [num('D', 'YYMMDDN'), num('T', 'TIME'), num('DT', 'E8601DT')],
      rows: [
        [0, 0, 0],
        [-1, 3661.5, -0.5],
        [23739, 86399.999999, 2051049600.25],
        [-138061, missing('A'), missing('.')],
      ],
    });
    assert.deepEqual(
      source?.columns.map(({ type }) => type),
      ['date', 'time', 'datetime'],
    );
    assert.deepEqual(await readRows(source), [
      ['1960-01-01', '00:00:00', '1960-01-01T00:00:00'],
      ['1959-12-31', '01:01:01.5', '1959-12-31T23:59:59.5'],
      ['2024-12-29', '23:59:59.999999', '2024-12-29T00:00:00.25'],
      ['1582-01-01', { special: 'A' }, null],
    ]);
  });

  it('leaves a column a number where one value is no date, time or date-time that text could say wholly', async () => {
    const source = await openMember({
      variables: [num('D', 'DATE'), num('T', 'TIME'), num('DT', 'DATETIME'), num('TOD', 'TOD')],
      rows: [
        [1.5, 86400, 1e15, 1],
        [2, 1, 2, 2],
      ],
    });
    assert.deepEqual(
      source?.columns.map(({ type }) => type),
      ['float', 'float', 'float', 'float'],
    );
    assert.deepEqual(await readRows(source), [
      ['1.5', '86400', '1000000000000000', '1'],
      ['2', '1', '2', '2'],
    ]);
  });

  it('reads text as UTF-8, and as Windows-1252 where it is not, value by value', async () => {
    const rows = await rowsOf({
      variables: [char('A', 8)],
      rows: [['größe'], [Buffer.from('it\x92s', 'latin1')], [Buffer.from('\x80 \xe9', 'latin1')], ['plain']],
    });
    assert.deepEqual(rows, [['größe'], ['it’s'], ['€ é'], ['plain']]);
  });

  it('tells short rows from padding', async () => {
    for (const size of [1, 7, 20, 26, 40, 75, 79, 80, 81, 100]) {
      for (let count = 0; count <= 12; count += 1) {
        const rows = Array.from({ length: count }, (_, index) => [String.fromCharCode(97 + index)]);
        assert.deepEqual(
          await rowsOf({ variables: [char('A', size)], rows }),
          rows,
          `${count} rows of ${size} bytes`,
        );
      }
    }
  });

  it('keeps blank rows but those that may as well be padding', async () => {
    const blanks = (count: number) => Array.from({ length: count }, () => ['']);
    const variables = [char('A', 40)];
    assert.deepEqual(await rowsOf({ variables, rows: [['a'], ...blanks(4)] }), [['a'], ...blanks(4)]);
    assert.deepEqual(await rowsOf({ variables, rows: [['a'], ...blanks(3)] }), [['a'], ...blanks(2)]);
    assert.deepEqual(await rowsOf({ variables: [char('A', 90)], rows: blanks(3) }), blanks(3));
  });

  it('reads every member of a file, also one that another follows right after its header', async () => {
    const variables = [char('A', 30), num('B')];
    const sources = await open(
      'x.xpt',
      toTransportFile(
        {
          name: 'ONE',
          variables,
          rows: [
            ['HEADER RECORD*******MEMBER', 1],
            ['b', 2],
          ],
        },
        { name: 'TWO', variables, rows: [] },
        {
          name: 'THREE',
          variables: [num('C')],
          rows: Array.from({ length: 200_000 }, (_, index) => [index]),
        },
        { name: 'FOUR', variables, rows: [['z', 26]] },
      ),
    );
    const rows = await Promise.all(sources.map(readRows));
    assert.deepEqual(
      sources.map(({ name }, index) => [name, rows[index]?.length]),
      [
        ['ONE', 2],
        ['TWO', 0],
        ['THREE', 200_000],
        ['FOUR', 1],
      ],
    );
    assert.deepEqual(rows[0], [
      ['HEADER RECORD*******MEMBER', '1'],
      ['b', '2'],
    ]);
    assert.deepEqual(rows[2]?.at(-1), ['199999']);
    assert.deepEqual(rows[3], [['z', '26']]);
  });

  describe('refuses', () => {
    const whole = toTransportFile({
      name: 'AE',
      variables: [char('USUBJID', 90), num('AESEQ'), char('AETERM', 90)],
      rows: [
        ['s1', 1, 'x'],
        ['s2', 2, 'y'],
      ],
    });
    const faultOf = (content: string | Buffer) => findFault(open('x.xpt', content));
    const patch = (at: number, bytes: string | Buffer) =>
      Buffer.concat([whole.subarray(0, at), Buffer.from(bytes), whole.subarray(at + bytes.length)]);

    it('a file cut in a row, naming row and column', async () => {
      const data = whole.length - 400;
      assert.equal(
        await faultOf(whole.subarray(0, data + 188 + 93)),
        'x.xpt, dataset AE, row 2, column AESEQ: the file is cut here.',
      );
      assert.equal(
        await faultOf(whole.subarray(0, data + 80)),
        'x.xpt, dataset AE, row 1, column USUBJID: the file is cut here.',
      );
      assert.equal(
        await faultOf(whole.subarray(0, data + 320)),
        'x.xpt, dataset AE, row 2, column AETERM: the file is cut here.',
      );
    });

    it('a file cut before its rows', async () => {
      assert.equal(
        await faultOf(whole.subarray(0, 800)),
        'x.xpt, dataset AE: the file is cut in the description of its columns.',
      );
      assert.equal(
        await faultOf(whole.subarray(0, 240)),
        'x.xpt: the file is cut in the description of its columns.',
      );
      assert.match((await faultOf(whole.subarray(0, 40))) ?? '', /does not begin with the header record/);
    });

    it('transport files of another kind, naming the kind', async () => {
      assert.match((await faultOf('**COMPRESSED** **COMPRESSED** **COMPRESSED**')) ?? '', /PROC CPORT/);
      assert.match((await faultOf('LIB CONTROL X64_10PRO')) ?? '', /PROC CPORT/);
      assert.match((await faultOf('A,B\n1,2\n')) ?? '', /^x\.xpt: it does not begin with the header record/);
      assert.match((await faultOf('')) ?? '', /^x\.xpt: it does not begin with the header record/);
    });

    it('damaged headers', async () => {
      assert.equal(
        await faultOf(patch(320, 'x')),
        'x.xpt: a DSCRPTR header record was expected at byte 320.',
      );
      assert.equal(
        await faultOf(patch(560 + 54, '00x3')),
        'x.xpt, dataset AE: the number of its columns is damaged.',
      );
      assert.match(
        (await faultOf(patch(640 + 4, Buffer.from([0, 0])))) ?? '',
        /^x\.xpt, dataset AE, column USUBJID: its description is damaged/,
      );
      assert.match(
        (await faultOf(patch(640 + 140 + 84, Buffer.from([0, 0, 1, 0])))) ?? '',
        /^x\.xpt, dataset AE, column AESEQ: .* byte 256 of a row, not at 90/,
      );
      assert.equal(
        await faultOf(patch(640 + 20, '\0')),
        'x.xpt, dataset AE, column USUBJID: its description is damaged: it holds a NUL character.',
      );
      assert.equal(
        await faultOf(patch(400 + 8, '../x')),
        'x.xpt: a dataset has no name, or one that SAS does not allow.',
      );
      assert.equal(
        await faultOf(patch(640 + 8, 'AESEQ  ')),
        'x.xpt, dataset AE, column AESEQ: columns 1 and 2 have this name.',
      );
    });
  });
});
