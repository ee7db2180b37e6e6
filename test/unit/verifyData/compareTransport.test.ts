import assert from 'node:assert/strict';

import { compareTransport } from '../../verifyData/compareTransport.ts';
import { toTransportFile, type TransportVariable } from '../../support/transportFile.ts';

const TEXT: TransportVariable = { name: 'TERM', size: 80, isText: true };
const NUMBER: TransportVariable = { name: 'DOSE', size: 8 };

const toFile = (variables: TransportVariable[], ...rows: (string | number | Buffer)[][]) =>
  toTransportFile({ name: 'AE', variables, rows });

function changed(file: Buffer, at: number, text: string): Buffer {
  const copy = Buffer.from(file);
  copy.write(text, at, 'latin1');
  return copy;
}

describe('two SAS transport files, one written from the other', () => {
  const file = toFile([TEXT, NUMBER], ['fever', 1.5], ['rash', 2]);
  const whats = (one: Buffer, other: Buffer) => compareTransport(one, other).map(({ what }) => what);

  it('do not differ where their bytes do not', () => {
    assert.deepEqual(compareTransport(file, Buffer.from(file)), []);
  });

  it('may differ in program and dates', () => {
    const differences = compareTransport(file, changed(changed(file, 112, 'Linux'), 464, '01JAN60'));
    assert.deepEqual(
      differences.map(({ what }) => what),
      ['operating system of the library', 'creation of the dataset'],
    );
    assert.ok(differences.every(({ reason }) => reason !== undefined));
  });

  it('may not differ in names, labels and formats', () => {
    for (const [at, what] of [
      [408, 'name of the dataset'],
      [512, 'label of the dataset'],
      [640 + 16, 'label of TERM'],
      [640 + 140 + 56, 'format of DOSE'],
    ] as const) {
      const [difference, ...others] = compareTransport(file, changed(file, at, 'X'));
      assert.deepEqual({ difference, others }, { difference: { what, places: 1 }, others: [] });
    }
  });

  it('may not differ in cells, which are told by column and number', () => {
    const other = toFile([TEXT, NUMBER], ['Fever', 1.5], ['Rash', 3]);
    assert.deepEqual(compareTransport(file, other), [
      { what: 'cells of TERM', places: 2 },
      { what: 'cells of DOSE', places: 1 },
    ]);
  });

  it('may hold the same text in another encoding', () => {
    const latin = toFile([TEXT, NUMBER], [Buffer.from([0xdc, 0x62]), 1]);
    const [difference] = compareTransport(latin, toFile([TEXT, NUMBER], ['Üb', 1]));
    assert.deepEqual(difference, { what: 'cells of TERM', places: 1, reason: 'the same text in UTF-8' });
  });

  it('may differ in the length of a narrow row of text, whose cells are compared nevertheless', () => {
    const narrow = toFile(
      [
        { ...TEXT, size: 10 },
        { ...TEXT, name: 'CODE', size: 2 },
      ],
      ['fever', 'A'],
      ['rash', 'B'],
    );
    const wide = (code: string) =>
      toFile(
        [
          { ...TEXT, size: 78 },
          { ...TEXT, name: 'CODE', size: 2 },
        ],
        ['fever', 'A'],
        ['rash', code],
      );
    assert.ok(compareTransport(narrow, wide('B')).every(({ reason }) => reason !== undefined));
    const unexplained = compareTransport(narrow, wide('C')).filter(({ reason }) => reason === undefined);
    assert.deepEqual(unexplained, [{ what: 'cells of CODE', places: 1 }]);
  });

  it('may not differ in a length that nothing in the column explains', () => {
    const unexplained = (one: Buffer, other: Buffer) =>
      compareTransport(one, other).flatMap(({ what, reason }) => (reason === undefined ? what : []));
    const sized = (size: number, term: string | Buffer = 'fever') =>
      toFile([{ ...TEXT, size }, NUMBER], [term, 1.5]);
    assert.deepEqual(unexplained(sized(80), sized(75)), ['length of TERM', 'position of DOSE']);
    assert.deepEqual(unexplained(sized(80), sized(90)), ['length of TERM']);
    assert.deepEqual(unexplained(sized(80, Buffer.from([0xdc])), sized(81, 'Ü')), []);
    assert.deepEqual(unexplained(sized(81, Buffer.from([0xdc])), sized(80, 'Ü')), [
      'length of TERM',
      'position of DOSE',
    ]);
    const narrow = toFile([TEXT, { ...NUMBER, size: 4 }], ['fever', 1.5]);
    assert.deepEqual(unexplained(narrow, toFile([TEXT, NUMBER], ['fever', 1.5])), []);
    const half = toFile([TEXT, { ...NUMBER, size: 6 }], ['fever', 1.5]);
    assert.deepEqual(unexplained(narrow, half), ['length of DOSE']);
    assert.deepEqual(unexplained(toFile([TEXT, NUMBER], ['fever', 1.5]), half), ['length of DOSE']);
  });

  it('may leave an informat out, but not have another', () => {
    const [plain, other] = [changed(file, 640 + 72, 'DATE9'), changed(file, 640 + 72, 'TIME8')];
    const reasons = (written: Buffer) => compareTransport(plain, written).map(({ reason }) => reason);
    assert.deepEqual(reasons(file), ['the importer does not keep it']);
    assert.deepEqual(reasons(other), [undefined]);
  });

  it('may not differ in the number of rows or columns', () => {
    assert.deepEqual(whats(file, toFile([TEXT, NUMBER], ['fever', 1.5])), ['the number of rows']);
    assert.deepEqual(whats(file, toFile([TEXT], ['fever'], ['rash'])), ['the number of columns']);
    assert.deepEqual(whats(file, Buffer.from('no transport file')), ['the kind of file']);
  });
});
