import assert from 'node:assert/strict';

import { missing, type TransportMember } from '../../support/transportFile.ts';
import { toLibrary8, toMember8, toTransportFile8 } from '../../support/transportFile8.ts';
import { findFault, readRows, useIntakeFolder } from './intakeFolder.ts';

const char = (name: string, size: number) => ({ name, size, isText: true });
const LONG_NAME = 'a_long_name_of_32_characters_abc';
const LONG: TransportMember = {
  name: 'A_long_table_name_of_32_chars_xx',
  label: 'File label',
  variables: [
    { ...char(LONG_NAME, 300), label: 'L'.repeat(120) },
    { name: 'N', size: 8, label: 'short', format: { name: 'BEST', width: 12 } },
    { name: 'D', size: 8, label: 'day', format: { name: 'DATE', width: 9 } },
  ],
  rows: [
    ['x'.repeat(300), 1.5, 0],
    ['', missing('.'), 1],
    ['é', missing('B'), 2],
  ],
};

describe('the SAS transport reader, version 8', () => {
  const { open } = useIntakeFolder();
  const openOne = async (...parts: Parameters<typeof toTransportFile8>) =>
    (await open('x.xpt', toTransportFile8(...parts)))[0];
  const faultOf = (content: Buffer) => findFault(open('x.xpt', content));

  it('keeps long names, long labels and long text', async () => {
    const source = await openOne(LONG);
    assert.equal(source?.name, 'A_LONG_TABLE_NAME_OF_32_CHARS_XX');
    assert.equal(source.label, 'File label');
    assert.deepEqual(source.columns, [
      { name: LONG_NAME, label: 'L'.repeat(120), type: 'string', length: 300 },
      { name: 'N', label: 'short', type: 'float', length: 8, displayFormat: 'BEST12.' },
      { name: 'D', label: 'day', type: 'date', length: 8, displayFormat: 'DATE9.' },
    ]);
    assert.deepEqual(await readRows(source), [
      ['x'.repeat(300), '1.5', '1960-01-01'],
      ['', null, '1960-01-02'],
      ['é', { special: 'B' }, '1960-01-03'],
    ]);
  });

  it('takes long labels and format names from LABELV9, for the variables that it names', async () => {
    const variables = [
      { ...char('TEXT', 5), label: 'größer'.repeat(30) },
      { name: 'NONE', size: 8 },
      {
        name: 'NUM',
        size: 8,
        label: 'short',
        format: { name: 'averylongformatname', width: 10, decimals: 2 },
      },
    ];
    const source = await openOne({ ...LONG, variables, rows: [['a', 1, 2]] });
    assert.deepEqual(source?.columns, [
      { name: 'TEXT', label: 'größer'.repeat(30), type: 'string', length: 5 },
      { name: 'NONE', label: '', type: 'float', length: 8 },
      { name: 'NUM', label: 'short', type: 'float', length: 8, displayFormat: 'averylongformatname10.2' },
    ]);
    assert.deepEqual(await readRows(source), [['a', '1', '2']]);
  });

  it('counts a label by its bytes where all are in LABELV9', async () => {
    const source = await openOne(LONG, { labels: 'LABELV9' });
    assert.equal(source?.columns[0]?.label, 'L'.repeat(120));
    assert.equal(source.columns[0].displayFormat, undefined);
    assert.equal((await readRows(source)).length, 3);
  });

  it('keeps blank rows at the end, which only a stated number of rows tells from padding', async () => {
    const member = { name: 'B', variables: [char('A', 7)], rows: [['x'], [''], ['']] };
    assert.deepEqual(await readRows(await openOne(member)), [['x'], [''], ['']]);
    assert.deepEqual(await readRows(await openOne(member, { statedRows: null })), [['x']]);
    assert.deepEqual(await readRows(await openOne({ ...member, rows: [] })), []);
  });

  it('reads several datasets of a file, headers in a text among them', async () => {
    const headers = ['MEMBV8', 'DSCPTV8'].map((name) =>
      `HEADER RECORD*******${name.padEnd(8)}HEADER RECORD!!!!!!!`.padEnd(80, '0'),
    );
    const text = { name: 'ONE', variables: [char('T', 160)], rows: [[headers.join('')], ['b']] };
    const two = { name: 'TWO', variables: [{ name: 'N', size: 8 }], rows: [[1], [2]] };
    const content = Buffer.concat([toLibrary8(), toMember8(text), toMember8(two, { statedRows: null })]);
    const sources = await open('x.xpt', content);
    assert.deepEqual(
      sources.map(({ name }) => name),
      ['ONE', 'TWO'],
    );
    assert.deepEqual(await readRows(sources[0]), [[headers.join('')], ['b']]);
    assert.deepEqual(await readRows(sources[1]), [['1'], ['2']]);
  });

  describe('refuses', () => {
    const whole = toTransportFile8(LONG);

    it('fewer rows than the file states', async () => {
      assert.equal(
        await faultOf(toTransportFile8(LONG, { statedRows: 4 })),
        `x.xpt, dataset A_LONG_TABLE_NAME_OF_32_CHARS_XX, row 4, column ${LONG_NAME}: the file is cut here.`,
      );
      assert.match(
        (await faultOf(whole.subarray(0, whole.length - 80))) ?? '',
        /row 3, column .*the file is cut/,
      );
      assert.match(
        (await faultOf(toTransportFile8(LONG, { statedRows: '9'.repeat(15) }))) ?? '',
        /is cut here/,
      );
    });

    it('more rows than the file states', async () => {
      assert.equal(
        await faultOf(toTransportFile8(LONG, { statedRows: 1 })),
        'x.xpt: a MEMBV8 header record was expected at byte 1760.',
      );
    });

    it('damaged long labels', async () => {
      const at = whole.indexOf('LABELV8') - 20;
      const patch = (offset: number, bytes: string | Buffer) =>
        Buffer.concat([
          whole.subarray(0, at + offset),
          Buffer.from(bytes),
          whole.subarray(at + offset + bytes.length),
        ]);
      for (const content of [patch(48, 'x'), patch(48, '4'), patch(80, '\0\x04'), patch(80, '\0\0')]) {
        assert.match(
          (await faultOf(content)) ?? '',
          /^x\.xpt, dataset A_LONG.*: the long labels of its columns/,
        );
      }
      assert.match(
        (await faultOf(patch(84, '\xff\xff'))) ?? '',
        /the file is cut in the description of its col/,
      );
    });

    it('two columns of one name', async () => {
      const variables = [char('aName_beyond_8', 9), char('ANAME_BEYOND_8', 9)];
      assert.match(
        (await faultOf(toTransportFile8({ ...LONG, variables, rows: [] }))) ?? '',
        /column ANAME_BEYOND_8: columns 1 and 2 have this name/,
      );
    });
  });
});
